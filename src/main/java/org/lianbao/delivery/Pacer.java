package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets orders go that did not go in the commit that owed them: retries, those of a partner with a
 * pace of its own, those that wait behind others, and the canary of a partner that is held. Each
 * partner is served by itself, so that none waits for another; of several hubs one at a time serves
 * a partner.
 */
class Pacer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

  private final OrderTable orders;
  private final HealthTable table;
  private final ActTable acts;
  private final Partners partners;
  private final OpenHours hours;
  private final Dispatcher dispatcher;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Whose orders wait that would go if fewer were on their way. */
  private final Set<String> behind = ConcurrentHashMap.newKeySet();

  /** Who was found held, paused or closed; the sweep knows when they may be tried again. */
  private final Set<String> resting = ConcurrentHashMap.newKeySet();

  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** A pull may have to wait for a connection; no other partner waits with it. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** One pull for a partner at a time, so that the second sees what the first left. */
  private final Map<String, Lock> turns = new ConcurrentHashMap<>();

  Pacer(
      OrderTable orders,
      HealthTable table,
      ActTable acts,
      Partners partners,
      OpenHours hours,
      Dispatcher dispatcher,
      TransactionTemplate transaction,
      Clock clock) {
    this.orders = orders;
    this.table = table;
    this.acts = acts;
    this.partners = partners;
    this.hours = hours;
    this.dispatcher = dispatcher;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Whether an order may go in the very commit that owes or frees it: nobody has to count, and none
   * waits that it would overtake. Holds are not asked; the claim itself does.
   */
  boolean flows(Partner partner, Instant now) {
    return !partner.pace().limited()
        && !behind.contains(partner.slug())
        && hours.closedUntil(partner, now).isEmpty();
  }

  /** Whether orders of the partner go by {@link #soon} alone, and may go now. */
  boolean isWaitedFor(Partner partner) {
    return (partner.pace().limited() || behind.contains(partner.slug()))
        && !resting.contains(partner.slug());
  }

  /** Serves the partner soon, once the running transaction has committed. */
  void soon(String partner) {
    Dispatcher.afterCommit(
        () -> {
          if (asked.add(partner)) {
            try {
              threads.execute(() -> pullAsked(partner));
            } catch (RejectedExecutionException closing) {
              LOG.debug("{} waits for the next start", partner);
            }
          }
        });
  }

  private void pullAsked(String partner) {
    var turn = turns.computeIfAbsent(partner, any -> new ReentrantLock());
    turn.lock();
    try {
      asked.remove(partner);
      partners.find(partner).ifPresent(this::pull);
    } finally {
      turn.unlock();
    }
  }

  /** Serves one partner; what does not succeed now does at the next sweep. */
  void pull(Partner partner) {
    try {
      transaction.executeWithoutResult(status -> pullInside(partner));
    } catch (RuntimeException e) {
      LOG.warn(
          "orders for {} could not be looked for and will again: {}", partner.slug(), e.toString());
    }
  }

  private void pullInside(Partner partner) {
    var now = clock.now();
    var found = table.lockIfFree(partner.slug());
    if (found.isEmpty()) {
      return;
    }
    var health = found.get();
    if (health.pause() != null && health.pause().over(now)) {
      table.ended(health, now);
      health = health.resumed(now);
      acts.write(ActTable.release(partner.slug(), ActTable.HUB, now, "时间到 / its time was over"));
      table.save(health);
    }
    resting.add(partner.slug());
    if (health.pause() != null || hours.closedUntil(partner, now).isPresent()) {
      return;
    }
    if (health.hold() == null) {
      resting.remove(partner.slug());
      flow(partner, health, now);
    } else if (!health.hold().tryAt().isAfter(now) && !orders.isOnItsWay(health.hold().canary())) {
      canary(partner, health, now);
    }
  }

  private void flow(Partner partner, Health health, Instant now) {
    var slug = partner.slug();
    var room = orders.room(slug, partner.pace().atOnce());
    var rate = partner.pace().perSecond();
    var may = room;
    if (rate.isPresent()) {
      may = Math.min(room, new Rate(rate.getAsDouble()).tokens(health.freeAt(), now));
    }
    List<Dispatch> claimed =
        may > 0 ? orders.claimDue(slug, may, now, now.plus(Dispatcher.LEASE)) : List.of();
    if (rate.isPresent() && !claimed.isEmpty()) {
      var used = new Rate(rate.getAsDouble()).after(health.freeAt(), now, claimed.size());
      table.save(health.usedUpTo(used));
    }
    if (claimed.size() == room || room <= 0) {
      behind.add(slug);
    } else {
      behind.remove(slug);
    }
    dispatcher.handOver(claimed);
  }

  private void canary(Partner partner, Health health, Instant now) {
    behind.remove(partner.slug());
    var canary = orders.claimCanary(partner.slug(), now, now.plus(Dispatcher.LEASE));
    canary.ifPresent(
        order -> {
          // Should it be lost, with its hub or its queue, another one goes then.
          var next = now.plus(partner.retry().first());
          table.save(health.tryWith(order.orderNo(), next));
          dispatcher.handOver(List.of(order));
        });
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
