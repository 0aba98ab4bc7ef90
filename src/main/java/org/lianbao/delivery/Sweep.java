package org.lianbao.delivery;

import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety net under the hand-over: finds retries whose time has come and orders whose lease ran
 * out. Replicas share the work, since each takes only rows no other has locked.
 */
class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int BATCH = 200;

  private final OrderTable orders;
  private final Dispatcher dispatcher;
  private final Clock clock;

  Sweep(OrderTable orders, Dispatcher dispatcher, Clock clock) {
    this.orders = orders;
    this.dispatcher = dispatcher;
    this.clock = clock;
    takeUpWhatWasLeft();
  }

  /** Before the first request comes in: what is on its way then is on its way from this start. */
  private void takeUpWhatWasLeft() {
    var left = orders.releaseOwn(clock.now());
    if (left > 0) {
      LOG.info("{} orders were on their way when the hub stopped; they go again", left);
    }
  }

  /** Takes what is due, batch by batch, until nothing is. */
  void sweep() {
    try {
      int found;
      do {
        var now = clock.now();
        var due = orders.claimDue(BATCH, now, now.plus(Dispatcher.LEASE));
        dispatcher.handOver(due);
        found = due.size();
      } while (found == BATCH);
    } catch (RuntimeException e) {
      LOG.warn("the sweep could not look for due orders and will again: {}", e.toString());
    }
  }
}
