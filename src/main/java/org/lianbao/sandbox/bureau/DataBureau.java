package org.lianbao.sandbox.bureau;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Script;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The data bureau's gateway. A record is known by its kind, {@code projid} and {@code sn}; nothing
 * of a case is taken before its base.
 */
public final class DataBureau implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("data-bureau", "token");

  private static final String BASE = "base/";

  private final GatewayHeaders headers;
  private final Clock clock = Clock.system();
  private final Journal journal;
  private final OrderBook book;
  private final Received received = new Received();
  private final Set<String> opened = new HashSet<>();
  private Faults faults = Faults.none();

  public DataBureau(Path directory, Agreed agreed) throws IOException {
    this.headers = new GatewayHeaders(agreed);
    this.journal = Journal.open(directory, "data-bureau");
    this.book = new OrderBook(journal, new Numbering("SJ"), List.of(), Script.USUAL);
    book.view().stream()
        .map(OrderView::orderNo)
        .filter(no -> no.startsWith(BASE))
        .forEach(no -> opened.add(no.substring(BASE.length(), no.lastIndexOf('/'))));
  }

  @Override
  public String name() {
    return NEEDS.partner();
  }

  /** It reports nothing that could be out of order. */
  @Override
  public Set<FaultKind> faults() {
    return EnumSet.complementOf(EnumSet.of(FaultKind.REORDER, FaultKind.HALF_FILE));
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
  }

  @Override
  public Reply busy() {
    return answer(503, 9999, "系统繁忙", Map.of());
  }

  @Override
  public void start(WebDoor door) {
    for (var kind : List.of("base", "material", "process", "result")) {
      door.open("/gateway/bj/" + kind, request -> take(kind, request));
    }
    door.open("/gateway/credit/bad", request -> take("bad", request));
  }

  @Override
  public List<OrderView> orders() {
    return book.view();
  }

  @Override
  public Optional<byte[]> received(String orderNo) {
    return received.of(orderNo);
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  private Reply take(String kind, Request request) {
    try {
      if (!request.isPost() || !request.isUtf8("application/json", true)) {
        throw new Refusal(415, 1415, "需要 POST application/json; charset=UTF-8");
      }
      headers.check(request, clock.now());
      var record = read(request.body());
      RecordSchema.check(kind, record);
      received.keep(number(kind, record), request.body());
      if (faults.has(FaultKind.REFUSE)) {
        throw new Refusal(200, 1403, "事项未在本级开通");
      }
      return keep(kind, record);
    } catch (Refusal e) {
      return answer(e.status(), e.code(), e.getMessage(), Map.of());
    }
  }

  private synchronized Reply keep(String kind, JsonNode record) throws Refusal {
    var project = record.path("projid").asText();
    if (!kind.equals("bad") && !kind.equals("base") && !opened.contains(project)) {
      throw new Refusal(200, 1201, "办件基本信息不存在: projid");
    }
    var number = number(kind, record);
    var digest = Digest.sm3(Json.canonical(record));
    var known = book.find(number);
    var taken = book.take(number, digest, clock.now());
    if (known.isPresent() && !known.get().digest().equals(digest)) {
      throw new Refusal(200, 1409, "编号重复且内容不同: projid+sn");
    }
    if (kind.equals("base")) {
      opened.add(project);
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("recordno", taken.order().reference());
    data.put("repeated", !taken.first());
    return answer(200, 0, "success", data);
  }

  private static String number(String kind, JsonNode record) {
    return kind.equals("bad")
        ? String.join("/", kind, record.path("uscc").asText(), record.path("permitno").asText())
        : String.join("/", kind, record.path("projid").asText(), record.path("sn").asText());
  }

  private static JsonNode read(byte[] body) throws Refusal {
    try {
      StrictText.utf8(body);
      var record = Json.read(body);
      if (record.isObject()) {
        return record;
      }
    } catch (IOException | Json.MalformedJson e) {
      // Said below.
    }
    throw new Refusal(200, 1400, "报文不是 UTF-8 的 JSON 对象");
  }

  private static Reply answer(int status, int code, String message, Map<String, ?> data) {
    var body = Json.mapper().createObjectNode().put("code", code).put("msg", message);
    if (!data.isEmpty()) {
      body.set("data", Json.mapper().valueToTree(data));
    }
    return Reply.json(status, body);
  }
}
