package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.lianbao.calendar.Pause;
import org.lianbao.partners.Partners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What attempts tell of partners: who is failing, who is held, who answers again. */
class Holds {

  private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

  private final HealthTable table;
  private final ActTable acts;
  private final OrderTable orders;
  private final Partners partners;
  private final Pacer pacer;

  Holds(HealthTable table, ActTable acts, OrderTable orders, Partners partners, Pacer pacer) {
    this.table = table;
    this.acts = acts;
    this.orders = orders;
    this.partners = partners;
    this.pacer = pacer;
  }

  /** A partner before and after a failure of its own. */
  record Change(Health before, Health after) {

    boolean holds() {
      return after.hold() != null;
    }
  }

  /** When an operator held the partner between these instants. */
  List<Pause> paused(String partner, Instant from, Instant to) {
    return table.paused(partner, from, to);
  }

  /** What a failure by the partner's fault makes of it; kept by {@link #keep} if it counts. */
  Change failed(Dispatch dispatch, Outcome outcome, Instant now) {
    var before = table.lock(dispatch.partner());
    var policy = partners.find(dispatch.partner()).orElseThrow().retry();
    var random = ThreadLocalRandom.current().nextDouble();
    return new Change(before, before.failed(dispatch.orderNo(), outcome, now, policy, random));
  }

  void keep(Change change, Instant now) {
    table.save(change.after());
    if (change.holds() && change.before().hold() == null) {
      var slug = change.after().partner();
      var trouble = change.after().trouble();
      orders.queueAgain(slug, now);
      acts.write(ActTable.hold(slug, ActTable.HUB, now, trouble.reason()));
      LOG.warn(
          "{} is held ({}: {}); its orders wait in order, one is tried from {} on",
          slug,
          trouble.failure(),
          trouble.reason(),
          change.after().hold().tryAt());
    }
  }

  /** The partner, known to be in trouble, took or refused an order. */
  void answered(String partner, Instant now) {
    var before = table.lock(partner);
    table.save(before.answered(now));
    if (before.hold() != null) {
      acts.write(ActTable.release(partner, ActTable.HUB, now, "对方已应答 / it answers"));
      LOG.info("{} answers again; what waits for it goes in order", partner);
      pacer.soon(partner);
    }
  }

  /**
   * An attempt at a partner in trouble failed by somebody else's fault; another order goes next.
   */
  void toldNothing(Dispatch dispatch, Instant now) {
    var partner = partners.find(dispatch.partner()).orElseThrow();
    var before = table.lock(partner.slug());
    table.save(before.toldNothing(dispatch.orderNo(), now.plus(partner.retry().first())));
  }
}
