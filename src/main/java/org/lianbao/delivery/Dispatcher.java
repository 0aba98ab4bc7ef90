package org.lianbao.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * knows to be lost is given back with the next sweep; what a hub loses with its life, at its next
 * start or when the lease ends.
 */
class Dispatcher implements AutoCloseable {

  /** Longer than any partner call may take, so that a second try never overtakes the first. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BACKLOG = 10_000;

  private final Outbox outbox;
  private final OrderTable orders;
  private final Clock clock;
  private final Queue<Dispatch> lost = new ConcurrentLinkedQueue<>();
  private final ExecutorService carriers =
      new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(BACKLOG));

  Dispatcher(Outbox outbox, OrderTable orders, Clock clock) {
    this.outbox = outbox;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Hands over once the running transaction has committed; at once if there is none. If nobody can
   * tell whether it has, the sweep gives back what it may have claimed.
   */
  void handOver(List<Dispatch> claimed) {
    if (claimed.isEmpty()) {
      return;
    }
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      carry(claimed);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              carry(claimed);
            } else if (status == STATUS_UNKNOWN) {
              lost.addAll(claimed);
            }
          }
        });
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
      lost.addAll(claimed);
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

  /** Gives back what was claimed, or may have been, and reached no queue. */
  void giveBackLost() {
    for (var left = lost.size(); left > 0; left--) {
      var next = lost.poll();
      if (next != null) {
        giveBack(next);
      }
    }
  }

  private void giveBack(Dispatch dispatch) {
    try {
      orders.release(dispatch, clock.now().plusSeconds(1));
    } catch (RuntimeException e) {
      LOG.warn("order {} is given back later: {}", dispatch.orderNo(), e.toString());
      lost.add(dispatch);
    }
  }

  @Override
  public void close() {
    carriers.shutdown();
  }
}
