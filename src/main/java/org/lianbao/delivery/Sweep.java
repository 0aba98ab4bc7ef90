package org.lianbao.delivery;

import java.util.List;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety net under the hand-over: finds orders whose lease ran out, and the partners that have
 * orders due. Replicas share the work, since each takes only rows no other has locked.
 */
class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final OrderTable orders;
  private final HealthTable health;
  private final DeliveryLedger ledger;
  private final Dispatcher dispatcher;
  private final Partners partners;
  private final Pacer pacer;
  private final Clock clock;

  Sweep(
      OrderTable orders,
      HealthTable health,
      DeliveryLedger ledger,
      Dispatcher dispatcher,
      Partners partners,
      Pacer pacer,
      Clock clock) {
    this.orders = orders;
    this.health = health;
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.partners = partners;
    this.pacer = pacer;
    this.clock = clock;
    takeUpWhatWasLeft();
  }

  /** Before the first request comes in: what is on its way then is on its way from this start. */
  private void takeUpWhatWasLeft() {
    var left = orders.releaseOwn(clock.now(), List.of());
    if (left > 0) {
      LOG.info("{} orders were on their way when the hub stopped; they go again", left);
    }
  }

  /** Serves every partner that has orders due, each in a transaction of its own. */
  void sweep() {
    try {
      ledger.settleLeft();
      dispatcher.giveBackLost();
      var now = clock.now();
      orders.takeBack(now);
      var slugs = partners.all().stream().map(Partner::slug).toList();
      health.due(slugs, now).forEach(slug -> partners.find(slug).ifPresent(pacer::pull));
    } catch (RuntimeException e) {
      LOG.warn("the sweep could not look for due orders and will again: {}", e.toString());
    }
  }
}
