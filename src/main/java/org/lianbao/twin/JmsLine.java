package org.lianbao.twin;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;

/** Queues of a broker: takes text messages from some, puts its own into others. */
final class JmsLine implements Line {

  private static final int LARGEST = 4 * 1024 * 1024;
  private static final long LOOK_MS = 200;

  private final List<Call> calls;
  private final Counter counter;
  private final Slowness slowness;
  private final Twin.Broker broker;
  private final ActiveMQConnectionFactory factory;
  private Connection connection;
  private Thread listener;
  private volatile boolean listening;

  JmsLine(List<Call> calls, Counter counter, Slowness slowness, Twin.Broker broker) {
    this.calls =
        calls.stream().filter(call -> call.carrier() == Carrier.JMS && call.order()).toList();
    this.counter = counter;
    this.slowness = slowness;
    this.broker = broker;
    this.factory = new ActiveMQConnectionFactory(broker.url());
    // A broker that is not there is told at once; one that goes away is waited for.
    factory.setInitialConnectAttempts(1);
    factory.setReconnectAttempts(-1);
  }

  @Override
  public Set<Fault.Kind> faults() {
    return EnumSet.of(
        Fault.Kind.SLOW, Fault.Kind.DOWN, Fault.Kind.HALF_WRITTEN, Fault.Kind.MOJIBAKE);
  }

  @Override
  public synchronized void open() throws IOException {
    if (connection != null) {
      return;
    }
    try {
      connection = factory.createConnection(broker.user(), broker.password());
      connection.start();
      listening = true;
      listener = new Thread(this::listen, "twin-queues");
      listener.setDaemon(true);
      listener.start();
    } catch (JMSException e) {
      connection = null;
      throw new IOException(
          "连不上消息代理 / the broker at %s cannot be used: %s".formatted(broker.url(), e.getMessage()),
          e);
    }
  }

  @Override
  public void hangUp() {
    listening = false;
    Connection open;
    Thread waiting;
    synchronized (this) {
      open = connection;
      waiting = listener;
      connection = null;
    }
    if (open != null) {
      try {
        waiting.join(5_000);
        open.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (JMSException e) {
        // A line that is broken is down, too.
        return;
      }
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public String address() {
    return broker.url();
  }

  @Override
  public Told tell(Door door, TakenOrder order, Outgoing message, boolean whole)
      throws IOException {
    var open = open(order);
    try (var session = open.createSession(false, Session.AUTO_ACKNOWLEDGE);
        var producer = session.createProducer(session.createQueue(door.path()))) {
      var carried = carried(session, message);
      for (var property : message.headers().entrySet()) {
        carried.setStringProperty(property.getKey(), property.getValue());
      }
      producer.send(carried);
      return new Told(order.orderNo(), message.example(), message.body(), 0, new byte[0]);
    } catch (JMSException e) {
      throw new IOException("the broker did not take a message", e);
    }
  }

  private synchronized Connection open(TakenOrder order) throws IOException {
    if (connection == null) {
      throw new IOException("no line to tell of " + order.orderNo());
    }
    return connection;
  }

  /** Text as text; bytes that are no text of the agreed character set as bytes. */
  private static Message carried(Session session, Outgoing message) throws JMSException {
    var text = new String(message.body(), message.charset());
    if (Arrays.equals(text.getBytes(message.charset()), message.body())) {
      return session.createTextMessage(text);
    }
    var bytes = session.createBytesMessage();
    bytes.writeBytes(message.body());
    return bytes;
  }

  private void listen() {
    try (var session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      var consumers = new HashMap<Call, MessageConsumer>();
      for (var call : calls) {
        consumers.put(call, session.createConsumer(session.createQueue(call.path())));
      }
      while (listening) {
        for (var consumer : consumers.entrySet()) {
          var message = consumer.getValue().receive(LOOK_MS);
          if (message != null) {
            take(consumer.getKey(), message);
            session.commit();
          }
        }
      }
    } catch (JMSException e) {
      // The connection was closed under it; open() begins anew.
      listening = false;
    }
  }

  private void take(Call call, Message message) throws JMSException {
    if (message instanceof TextMessage text
        && text.getText() != null
        && text.getText().length() <= LARGEST) {
      slowness.waitIfSlow();
      counter.take(call, properties(text), text.getText().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, String> properties(TextMessage message) throws JMSException {
    var properties = new HashMap<String, String>();
    for (var name : Collections.list(message.getPropertyNames())) {
      var value = message.getObjectProperty(String.valueOf(name));
      if (value != null) {
        properties.put(String.valueOf(name).toLowerCase(Locale.ROOT), value.toString());
      }
    }
    return properties;
  }

  @Override
  public void close() {
    hangUp();
    factory.close();
  }
}
