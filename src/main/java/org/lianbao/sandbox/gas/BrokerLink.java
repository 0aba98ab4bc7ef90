package org.lianbao.sandbox.gas;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.lianbao.sandbox.keys.Agreed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gas company's line to the hub's broker. It connects by itself, as often as it takes, and
 * consumes and sends in transactions.
 */
final class BrokerLink implements AutoCloseable {

  /** Takes a message; when it returns, the message is committed, when it throws, it comes again. */
  @FunctionalInterface
  interface Listener {

    void take(Message message) throws JMSException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
  private static final String IN = "RQ.INSTALL.APPLY";
  private static final String OUT = "RQ.INSTALL.STATUS";
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 2_000;

  private final String url;
  private final Agreed agreed;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "sandbox-gas-broker");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object sending = new Object();
  private Session outSession;
  private MessageProducer producer;
  private volatile boolean connected;
  private volatile boolean broken;
  // Of the broker thread alone.
  private long wait = FIRST_WAIT_MS;
  private boolean failureTold;

  BrokerLink(String url, Agreed agreed, Listener listener) {
    this.url = url;
    this.agreed = agreed;
    this.listener = listener;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether the line stands now. */
  boolean isConnected() {
    return connected;
  }

  /**
   * Sends one persistent text message; returns when the broker has it.
   *
   * @throws JMSException if the line is down or the outcome is unknown
   */
  void send(String body, Map<String, String> properties) throws JMSException {
    synchronized (sending) {
      if (producer == null) {
        throw new IllegalStateException("no connection to the broker");
      }
      try {
        var message = outSession.createTextMessage(body);
        for (var property : properties.entrySet()) {
          message.setStringProperty(property.getKey(), property.getValue());
        }
        producer.send(message);
        outSession.commit();
      } catch (JMSException e) {
        // A session that failed once is not to be trusted: begin again with a new line.
        broken = true;
        throw e;
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosing()) {
      try (var factory = new ActiveMQConnectionFactory(url);
          var open =
              factory.createConnection(
                  agreed.text("broker-user", "gas"), agreed.text("broker-password"))) {
        serve(open);
      } catch (JMSException e) {
        if (!failureTold && !isClosing()) {
          LOG.warn("gas: no use of the broker at {}, trying on: {}", url, e.getMessage());
          failureTold = true;
        }
      } catch (RuntimeException e) {
        LOG.error("gas: a message could not be taken, it will come again", e);
      } finally {
        hangUp();
      }
      pause();
    }
  }

  private void serve(Connection open) throws JMSException {
    broken = false;
    open.setExceptionListener(e -> broken = true);
    var in = open.createSession(true, Session.SESSION_TRANSACTED);
    var consumer = in.createConsumer(in.createQueue(IN));
    synchronized (sending) {
      outSession = open.createSession(true, Session.SESSION_TRANSACTED);
      producer = outSession.createProducer(outSession.createQueue(OUT));
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
    }
    open.start();
    connected = true;
    wait = FIRST_WAIT_MS;
    failureTold = false;
    LOG.info("gas: connected to the broker at {}", url);
    while (!isClosing() && !broken) {
      var message = consumer.receive(500);
      if (message != null) {
        listener.take(message);
        in.commit();
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void hangUp() {
    connected = false;
    synchronized (sending) {
      producer = null;
      outSession = null;
    }
  }

  private void pause() {
    try {
      closing.await(wait, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }

  /** The message's string properties; those of other kinds are left out. */
  static Map<String, String> properties(TextMessage message) throws JMSException {
    var properties = new HashMap<String, String>();
    for (var name : new String[] {"msg_type", "biz_no", "schema_ver", "sign"}) {
      if (message.getObjectProperty(name) instanceof String text) {
        properties.put(name, text);
      }
    }
    return properties;
  }
}
