package org.lianbao.routing;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.lianbao.delivery.Dispatch;
import org.lianbao.delivery.Outbox;
import org.springframework.jms.core.JmsTemplate;

/** Puts due orders on the queues of the partner routes, and reads them off again. */
final class JmsOutbox implements Outbox {

  private static final String QUEUES = "lianbao.orders.";

  private final JmsTemplate jms;

  JmsOutbox(JmsTemplate jms) {
    this.jms = jms;
  }

  @Override
  public void put(Dispatch dispatch) {
    jms.send(
        QUEUES + dispatch.partner(),
        session -> {
          var message = session.createTextMessage(dispatch.content());
          label(message, dispatch);
          return message;
        });
  }

  private static void label(Message message, Dispatch dispatch) throws JMSException {
    message.setStringProperty("orderNo", dispatch.orderNo());
    message.setStringProperty("caseNo", dispatch.caseNo());
    message.setStringProperty("kind", dispatch.kind());
    message.setIntProperty("attempt", dispatch.attempt());
    message.setLongProperty("leaseUntil", dispatch.leaseUntil().toEpochMilli());
    message.setStringProperty("traceId", Trace.current());
  }

  /** The order a route has just taken from its queue. */
  static Dispatch taken(Exchange exchange, String partner) {
    var in = exchange.getIn();
    return new Dispatch(
        in.getHeader("orderNo", String.class),
        in.getHeader("caseNo", String.class),
        partner,
        in.getHeader("kind", String.class),
        in.getHeader("attempt", Integer.class),
        Instant.ofEpochMilli(in.getHeader("leaseUntil", Long.class)),
        in.getBody(String.class));
  }
}
