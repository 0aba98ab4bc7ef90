package org.lianbao.routing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.lianbao.intake.Applications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the shared step {@code direct:hub.apply} does. */
@Component("hubApplications")
public class ApplicationSteps {

  private static final Logger LOG = LoggerFactory.getLogger(ApplicationSteps.class);

  private final Applications applications;

  ApplicationSteps(Applications applications) {
    this.applications = applications;
  }

  /**
   * Takes the body as a joint application that was signed under the properties {@code method} and
   * {@code path}. The body becomes the answer, all headers go; the property {@code status} is its
   * status as over HTTP, {@code requestId} the request it answers.
   */
  public void apply(Exchange exchange) {
    var in = exchange.getMessage();
    var traceId = Trace.current();
    Trace.label(exchange, Steps.partner(exchange), null, traceId);
    var answer =
        applications.take(
            new Applications.Letter(
                exchange.getProperty("method", String.class),
                exchange.getProperty("path", String.class),
                texts(in.getHeaders()),
                bytes(in)),
            traceId);
    if (answer.caseNo() != null) {
      Trace.concern(answer.caseNo());
    }
    LOG.info("{}: application answered with {}", exchange.getFromRouteId(), answer.status());
    var sent = in.getHeader("JMSCorrelationID", in.getHeader("JMSMessageID"), String.class);
    exchange.setProperty("requestId", answer.requestId() == null ? sent : answer.requestId());
    exchange.setProperty(Steps.ACCEPTED, answer.status() / 100 == 2);
    exchange.setProperty("status", Integer.toString(answer.status()));
    in.removeHeaders("*");
    in.setBody(answer.body());
  }

  private static Map<String, String> texts(Map<String, Object> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getValue() instanceof String)
        .collect(Collectors.toMap(Map.Entry::getKey, header -> (String) header.getValue()));
  }

  /** A text as it was signed, in UTF-8; bytes as they came; nothing where it is neither. */
  private static byte[] bytes(Message message) {
    if (message.getBody() instanceof Withheld) {
      return new byte[0];
    }
    var bytes =
        message.getBody() instanceof String text
            ? text.getBytes(StandardCharsets.UTF_8)
            : message.getBody(byte[].class);
    return bytes == null ? new byte[0] : bytes;
  }
}
