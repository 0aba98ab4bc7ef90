package org.lianbao.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.lianbao.attachments.OrderFiles;
import org.lianbao.attachments.OrderFiles.NotReady;
import org.lianbao.attachments.OrderFiles.OrderFile;
import org.lianbao.delivery.Deliveries;
import org.lianbao.delivery.Dispatch;
import org.lianbao.mapping.MappingFault;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Files.As;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;
import org.springframework.stereotype.Component;

/**
 * What the shared steps for files do ({@code direct:hub.attach} and its kin of {@code
 * routes/_shared}). Where a file is not there yet they fail with {@link NotReady}, and the order
 * waits in the ledger.
 */
@Component("hubAttachments")
public class AttachmentSteps {

  private static final String FILES = "lianbao.files";
  private static final String FILE = "file";

  private final OrderFiles files;
  private final Partners partners;
  private final Deliveries deliveries;

  AttachmentSteps(OrderFiles files, Partners partners, Deliveries deliveries) {
    this.files = files;
    this.partners = partners;
    this.deliveries = deliveries;
  }

  /**
   * The body becomes the order, its attachments those that are there for this partner, each the way
   * its manifest says: with {@code content} (base64), {@code link}, {@code fileId} or {@code name}.
   * The county's own addresses go.
   */
  public void attach(Exchange exchange) {
    var partner = partner(exchange);
    var order = exchange.getProperty(Steps.ORDER, JsonNode.class);
    if (partner.files().as() != As.NONE && order.at("/application/attachments").isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      files.of(partner, order).forEach(file -> list.add(attached(partner, file)));
      order = order.deepCopy();
      ((ObjectNode) order.get("application")).set("attachments", list);
    }
    exchange.getMessage().setBody(order);
  }

  private ObjectNode attached(Partner partner, OrderFile file) {
    var node = described(file);
    switch (partner.files().as()) {
      case INLINE -> node.put("content", base64(file));
      case LINK -> node.put("link", files.link(partner, file));
      case UPLOAD -> node.put("fileId", uploaded(file));
      case BESIDE, NONE -> {
        // It has its name, and that is what it lies beside the order under.
      }
    }
    return node;
  }

  private static String uploaded(OrderFile file) {
    if (file.fileId() == null) {
      throw new MappingFault("a file was not uploaded before the order: see direct:hub.files");
    }
    return file.fileId();
  }

  private String base64(OrderFile file) {
    try (var content = files.open(file)) {
      return Base64.getEncoder().encodeToString(content.readNBytes((int) file.size()));
    } catch (IOException e) {
      throw new NotReady("文件暂时读不出 / a file cannot be read for the moment", null);
    }
  }

  /**
   * The body becomes the list of files to send before or beside the order, to be split. What the
   * partner has an id for already is not among them.
   */
  public void list(Exchange exchange) {
    var partner = partner(exchange);
    var order = exchange.getProperty(Steps.ORDER, JsonNode.class);
    List<OrderFile> wanted =
        files.of(partner, order).stream()
            .filter(file -> partner.files().as() != As.UPLOAD || file.fileId() == null)
            .toList();
    exchange.setProperty(FILES, wanted);
    exchange.getMessage().setBody(wanted.stream().map(AttachmentSteps::described).toList());
  }

  /** The body, one of {@link #list}, becomes its content, a stream; it stays known as the file. */
  public void open(Exchange exchange) {
    refuseLate(exchange);
    var described = exchange.getMessage().getBody(JsonNode.class);
    var file =
        list(exchange.getProperty(FILES)).stream()
            .filter(it -> described(it).equals(described))
            .findFirst()
            .orElseThrow(() -> new MappingFault("direct:hub.file takes one of direct:hub.files"));
    exchange.setProperty(FILE, Json.mapper().convertValue(described, Map.class));
    var content = files.open(file);
    exchange.getExchangeExtension().addOnCompletion(new Closing(content));
    exchange.getMessage().setBody(content);
  }

  /** The body, {@code {fileId}}, says under which id the partner has the file. */
  public void keepId(Exchange exchange) {
    var fileId = exchange.getMessage().getBody(JsonNode.class).path("fileId").asText("");
    if (fileId.isBlank()) {
      throw new MappingFault("what an upload was answered must be mapped to {fileId}");
    }
    var file = exchange.getProperty(FILE, Map.class);
    files.uploaded(partner(exchange), String.valueOf(file.get("sm3")), fileId);
  }

  /** Before its lease ends, so that no other attempt sends the same file at the same time. */
  private void refuseLate(Exchange exchange) {
    var dispatch = exchange.getProperty(Steps.DISPATCH, Dispatch.class);
    if (!deliveries.mayGo(dispatch)) {
      throw new NotReady("文件尚未送完，接着再送 / the files are not all sent; the rest goes next", null);
    }
  }

  private static ObjectNode described(OrderFile file) {
    var node = file.named().<ObjectNode>deepCopy();
    node.remove("url");
    return node.put("sm3", file.sm3())
        .put("size", file.size())
        .put("mime", file.mime())
        .put("name", file.safeName());
  }

  private Partner partner(Exchange exchange) {
    return partners.find(Steps.partner(exchange)).orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static List<OrderFile> list(Object property) {
    return property == null ? List.of() : (List<OrderFile>) property;
  }

  /** Closes a stream when its exchange is over, whatever came of it. */
  private static final class Closing extends SynchronizationAdapter {

    private final InputStream stream;

    Closing(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public void onDone(Exchange exchange) {
      IOHelper.close(stream);
    }
  }
}
