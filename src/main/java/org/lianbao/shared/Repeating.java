package org.lianbao.shared;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does one thing again and again, each time this long after it was done, until closed. */
public final class Repeating implements AutoCloseable {

  private final ScheduledExecutorService thread;

  /**
   * Begins after the first wait.
   *
   * @param name of the thread
   * @param task must not throw, since that would end the repetition
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
    thread.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
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
