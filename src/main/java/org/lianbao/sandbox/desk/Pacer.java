package org.lianbao.sandbox.desk;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a utility's work when its time has come: one pace later, or after a growing wait. */
public final class Pacer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 5_000;

  private final String name;
  private final Duration pace;
  private final ScheduledThreadPoolExecutor threads;

  public Pacer(String name, Duration pace, int threadCount) {
    this.name = name;
    this.pace = pace;
    this.threads =
        new ScheduledThreadPoolExecutor(
            threadCount,
            work -> {
              var thread = new Thread(work, "sandbox-" + name);
              thread.setDaemon(true);
              return thread;
            });
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The time between two steps. */
  public Duration pace() {
    return pace;
  }

  /** One pace from now. */
  public void next(Runnable work) {
    after(pace, work);
  }

  /** After so many failures: 100 ms, then twice as long each time, 5 s at most. */
  public void again(int failures, Runnable work) {
    after(
        Duration.ofMillis(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(failures, 10))),
        work);
  }

  /** After the given time; work that throws is logged and not run again. */
  public void after(Duration wait, Runnable work) {
    try {
      threads.schedule(() -> guarded(work), wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closing", name);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("{} did not stop within 5 s", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!threads.isShutdown()) {
        LOG.error("{}: a step failed", name, e);
      }
    }
  }
}
