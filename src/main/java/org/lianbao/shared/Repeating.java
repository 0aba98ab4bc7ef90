package org.lianbao.shared;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again, each time this long after it was done, until closed. */
public final class Repeating implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

  private final ScheduledExecutorService thread;

  /**
   * Begins after the first wait.
   *
   * @param name of the thread
   * @param task what it throws is told in the log, and it is done again all the same
   */
  public Repeating(String name, Duration every, Runnable task) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var worker = new Thread(work, name);
              worker.setDaemon(true);
              return worker;
            });
    var millis = every.toMillis();
    thread.scheduleWithFixedDelay(() -> lasting(name, task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** The executor ends without a word what throws. */
  private static void lasting(String name, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error fault) {
      LOG.error("{} broke off and is done again: {}", name, fault.toString());
    }
  }

  /** Lets what is being done finish, for five seconds at the most, and begins nothing new. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
