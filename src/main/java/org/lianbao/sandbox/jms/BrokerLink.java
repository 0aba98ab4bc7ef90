package org.lianbao.sandbox.jms;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line to the hub's broker: one queue to take from, one to put into. It connects by itself, as
 * often as it takes, and consumes and sends in transactions.
 */
public final class BrokerLink implements AutoCloseable {

  /** Takes a message; when it returns, the message is committed, when it throws, it comes again. */
  @FunctionalInterface
  public interface Listener {

    void take(Message message) throws JMSException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 2_000;

  private final BrokerAccount account;
  private final String in;
  private final String out;
  private final Listener listener;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object sending = new Object();
  private Session outSession;
  private MessageProducer producer;
  private volatile boolean connected;
  private volatile boolean broken;
  // Of the broker thread alone.
  private long wait = FIRST_WAIT_MS;
  private boolean failureTold;
  private Faults faults = Faults.none();

  /**
   * A line that is not up yet.
   *
   * @param in the queue to take from
   * @param out the queue to put into
   */
  public BrokerLink(BrokerAccount account, String in, String out, Listener listener) {
    this.account = account;
    this.in = in;
    this.out = out;
    this.listener = listener;
    this.thread = new Thread(this::run, "sandbox-" + account.partner() + "-" + in);
    thread.setDaemon(true);
  }

  /** A line that only takes. */
  public BrokerLink(BrokerAccount account, String in, Listener listener) {
    this(account, in, null, listener);
  }

  /** Lets the line suffer from faults: no connection, late or failing takes, one taken twice. */
  public void suffer(Faults itsFaults) {
    faults = itsFaults;
  }

  /** Begins to connect. */
  public void start() {
    thread.start();
  }

  /** Whether the line stands now. */
  public boolean isConnected() {
    return connected;
  }

  /**
   * Sends one persistent text message; returns when the broker has it.
   *
   * @throws JMSException if the line is down or the outcome is unknown
   */
  public void send(String body, Map<String, String> properties) throws JMSException {
    send(session -> session.createTextMessage(body), properties);
  }

  /** Sends bytes instead of a text. */
  public void send(byte[] bytes, Map<String, String> properties) throws JMSException {
    send(
        session -> {
          var message = session.createBytesMessage();
          message.writeBytes(bytes);
          return message;
        },
        properties);
  }

  private void send(Letter letter, Map<String, String> properties) throws JMSException {
    synchronized (sending) {
      if (producer == null) {
        throw new IllegalStateException("no connection to the broker");
      }
      try {
        var message = letter.write(outSession);
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
      if (!faults.has(FaultKind.DOWN)) {
        connect();
      }
      pause();
    }
  }

  private void connect() {
    try (var factory = new ActiveMQConnectionFactory(account.url());
        var open = factory.createConnection(account.user(), account.password())) {
      serve(open);
    } catch (JMSException e) {
      if (!failureTold && !isClosing()) {
        LOG.warn(
            "{}: the line to {} is down, trying on: {}",
            account.partner(),
            account.url(),
            e.getMessage());
        failureTold = true;
      }
    } catch (RuntimeException e) {
      LOG.error("{}: a message could not be taken, it will come again", account.partner(), e);
    } finally {
      hangUp();
    }
  }

  private void serve(Connection open) throws JMSException {
    broken = false;
    open.setExceptionListener(e -> broken = true);
    var session = open.createSession(true, Session.SESSION_TRANSACTED);
    var consumer = session.createConsumer(session.createQueue(in));
    if (out != null) {
      openProducer(open);
    }
    open.start();
    connected = true;
    wait = FIRST_WAIT_MS;
    failureTold = false;
    LOG.info("{}: connected to the broker at {}", account.partner(), account.url());
    while (!isClosing() && !broken && !faults.has(FaultKind.DOWN)) {
      var message = consumer.receive(500);
      if (message != null) {
        take(message);
        session.commit();
      }
    }
  }

  private void openProducer(Connection open) throws JMSException {
    synchronized (sending) {
      outSession = open.createSession(true, Session.SESSION_TRANSACTED);
      producer = outSession.createProducer(outSession.createQueue(out));
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
    }
  }

  private void take(Message message) throws JMSException {
    await(faults.delay().toMillis());
    if (faults.fails()) {
      throw new JMSException("flaky on request");
    }
    listener.take(message);
    if (faults.loses(in)) {
      throw new JMSException("a message is forgotten on request and comes again");
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
    await(wait);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }

  private void await(long millis) {
    try {
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @FunctionalInterface
  private interface Letter {

    Message write(Session session) throws JMSException;
  }

  /** The message's string properties of these names; those of other kinds are left out. */
  public static Map<String, String> properties(Message message, String... names)
      throws JMSException {
    var properties = new HashMap<String, String>();
    for (var name : names) {
      if (message.getObjectProperty(name) instanceof String text) {
        properties.put(name, text);
      }
    }
    return properties;
  }
}
