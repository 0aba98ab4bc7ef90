package org.lianbao.routing;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import org.lianbao.shared.Repeating;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the broker was gone, by a line of its own to it. What lies in its queues is in no
 * journal, so that is the moment to send it again.
 */
final class BrokerWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final ConnectionFactory broker;
  private final Runnable gone;
  private final Repeating looking;
  private Connection line;
  private volatile boolean broken;

  /**
   * Begins to watch.
   *
   * @param gone what to do when the broker was gone; done again until it succeeds
   */
  BrokerWatch(ConnectionFactory broker, Runnable gone) {
    this.broker = broker;
    this.gone = gone;
    this.looking = new Repeating("broker-line", LOOK_EVERY, this::look);
  }

  private void look() {
    try {
      if (broken) {
        gone.run();
        hangUp();
      }
      if (line == null) {
        connect();
      }
    } catch (JMSException e) {
      LOG.debug("the broker does not answer: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.warn("what was lost with the broker could not be sent again and will: {}", e.toString());
    }
  }

  private void connect() throws JMSException {
    var fresh = broker.createConnection();
    try {
      fresh.setExceptionListener(failure -> broken = true);
      fresh.start();
      line = fresh;
    } catch (JMSException e) {
      fresh.close();
      throw e;
    }
  }

  private void hangUp() {
    try {
      line.close();
    } catch (JMSException e) {
      LOG.debug("the line was gone already");
    }
    line = null;
    broken = false;
  }

  @Override
  public void close() {
    looking.close();
    if (line != null) {
      hangUp();
    }
  }
}
