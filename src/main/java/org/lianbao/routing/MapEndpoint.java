package org.lianbao.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.MappingContext;
import org.lianbao.mapping.Mappings;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** One use of a mapping in a route. */
public class MapEndpoint extends DefaultEndpoint {

  private static final String HEADERS = "headers";
  private static final String PROPERTY = "property";

  private final String partner;
  private final String file;
  private final Mappings mappings;
  private final PartnerSettings settings;
  private final Clock clock;
  private String from;
  private String to;
  private String charset = "UTF-8";
  private String name;
  private boolean withStatus;

  MapEndpoint(
      String uri,
      MapComponent component,
      String partner,
      String file,
      Mappings mappings,
      PartnerSettings settings,
      Clock clock) {
    super(uri, component);
    this.partner = partner;
    this.file = file;
    this.mappings = mappings;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) {
        give(exchange, mappings.apply(partner, file, input(exchange), context(exchange)));
      }
    };
  }

  private JsonNode input(Exchange exchange) {
    var body = exchange.getMessage().getBody();
    if (body instanceof Withheld withheld) {
      throw withheld.fault();
    }
    if (from != null) {
      var bytes = exchange.getMessage().getBody(byte[].class);
      var read = format(from).read(bytes == null ? new byte[0] : bytes, Charset.forName(charset));
      return withStatus ? answer(exchange, read) : read;
    }
    if (body instanceof JsonNode tree) {
      return tree;
    }
    return body == null ? MissingNode.getInstance() : Json.mapper().valueToTree(body);
  }

  /** An HTTP answer whole, for partners that say with the status what they mean. */
  private static JsonNode answer(Exchange exchange, JsonNode body) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, int.class))
        .set("body", body);
  }

  private MappingContext context(Exchange exchange) {
    var order = exchange.getProperty(Steps.ORDER, JsonNode.class);
    return new MappingContext(
        clock.now(),
        order == null ? MissingNode.getInstance() : order,
        headers(exchange),
        key -> settings.get(partner, key).orElse(null),
        () -> UUID.randomUUID().toString());
  }

  private static Map<String, String> headers(Exchange exchange) {
    var headers = new HashMap<String, String>();
    exchange
        .getMessage()
        .getHeaders()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("Camel") && value != null) {
                headers.put(key.toLowerCase(Locale.ROOT), value.toString());
              }
            });
    return headers;
  }

  private void give(Exchange exchange, JsonNode output) {
    var message = exchange.getMessage();
    if (HEADERS.equals(to)) {
      output.fields().forEachRemaining(e -> message.setHeader(e.getKey(), e.getValue().asText()));
    } else if (PROPERTY.equals(to)) {
      exchange.setProperty(name, Json.mapper().convertValue(output, Object.class));
    } else if (to != null) {
      message.setBody(format(to).write(output, Charset.forName(charset)));
    } else {
      message.setBody(output == null ? JsonNodeFactory.instance.nullNode() : output);
    }
  }

  private static Format format(String option) {
    return Format.valueOf(option.toUpperCase(Locale.ROOT));
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("map: is a step, not the start of a route");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public void setTo(String to) {
    this.to = to;
  }

  public void setCharset(String charset) {
    this.charset = charset;
  }

  /** Makes the input {@code {status, body}}: the HTTP status beside what was read. */
  public void setWithStatus(boolean withStatus) {
    this.withStatus = withStatus;
  }

  public void setName(String name) {
    this.name = name;
  }
}
