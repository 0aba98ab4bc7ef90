package org.lianbao.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hands claimed orders to the queues, in memory, right after the commit that claimed them. What it
 * loses, the sweep finds again.
 */
class Dispatcher implements AutoCloseable {

  /** Longer than any partner call may take, so that a second try never overtakes the first. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BACKLOG = 10_000;

  private final Outbox outbox;
  private final OrderTable orders;
  private final Clock clock;
  private final ExecutorService carriers =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(BACKLOG));

  Dispatcher(Outbox outbox, OrderTable orders, Clock clock) {
    this.outbox = outbox;
    this.orders = orders;
    this.clock = clock;
  }

  /** Hands over once the running transaction has committed; at once if there is none. */
  void handOver(List<Dispatch> claimed) {
    if (!claimed.isEmpty()) {
      afterCommit(() -> carry(claimed));
    }
  }

  /** Does it once the running transaction has committed; at once if there is none. */
  static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  private void carry(List<Dispatch> claimed) {
    try {
      carriers.execute(() -> claimed.forEach(this::put));
    } catch (RejectedExecutionException full) {
      LOG.info("{} orders wait for the sweep: the hand-over is full or closing", claimed.size());
    }
  }

  private void put(Dispatch dispatch) {
    try {
      outbox.put(dispatch);
    } catch (RuntimeException e) {
      LOG.warn("order {} did not reach its queue: {}", dispatch.orderNo(), e.toString());
      giveBack(dispatch);
    }
  }

  private void giveBack(Dispatch dispatch) {
    try {
      orders.release(dispatch.orderNo(), dispatch.attempt(), clock.now().plusSeconds(1));
    } catch (RuntimeException e) {
      LOG.warn("order {} waits until its lease ends: {}", dispatch.orderNo(), e.toString());
    }
  }

  @Override
  public void close() {
    carriers.shutdown();
  }
}
