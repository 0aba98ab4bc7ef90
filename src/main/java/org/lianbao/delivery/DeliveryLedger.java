package org.lianbao.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Told;
import org.lianbao.delivery.UnderWay.Left;
import org.lianbao.partners.AllowList;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what is owed, and what came of each attempt to deliver it. */
class DeliveryLedger implements Ledger, Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLedger.class);

  private final OrderTable orders;
  private final Holds holds;
  private final Pacer pacer;
  private final OpenHours hours;
  private final Partners partners;
  private final ObjectProvider<Cases> cases;
  private final Dispatcher dispatcher;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<Partner, AllowList> allowLists = new ConcurrentHashMap<>();
  private final UnderWay underWay = new UnderWay();

  DeliveryLedger(
      OrderTable orders,
      Holds holds,
      Pacer pacer,
      OpenHours hours,
      Partners partners,
      ObjectProvider<Cases> cases,
      Dispatcher dispatcher,
      TransactionTemplate transaction,
      Clock clock) {
    this.orders = orders;
    this.holds = holds;
    this.pacer = pacer;
    this.hours = hours;
    this.partners = partners;
    this.cases = cases;
    this.dispatcher = dispatcher;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void owe(List<OwedOrder> owed) {
    if (owed.isEmpty()) {
      return;
    }
    var now = clock.now();
    orders.lockLanes(
        owed.stream().map(order -> OrderTable.lane(order.caseNo(), order.partner())).toList());
    orders.insert(owed.stream().map(this::row).toList(), now);
    owed.stream()
        .map(OwedOrder::caseNo)
        .distinct()
        .forEach(
            caseNo ->
                handOverNext(
                    caseNo,
                    owed.stream()
                        .filter(order -> order.caseNo().equals(caseNo))
                        .map(OwedOrder::partner)
                        .distinct()
                        .toList(),
                    now));
  }

  @Override
  public void cancel(String caseNo, List<String> orderNos) {
    var now = clock.now();
    orders.lockLanes(orders.lanes(orderNos));
    handOverNext(caseNo, orders.cancel(orderNos, now), now);
  }

  private OrderTable.Row row(OwedOrder order) {
    var partner = partners.find(order.partner()).orElseThrow();
    var allowed = allowLists.computeIfAbsent(partner, p -> new AllowList(p.sees()));
    return new OrderTable.Row(
        order.orderNo(),
        order.caseNo(),
        order.partner(),
        order.role(),
        order.kind(),
        order.revision(),
        order.position(),
        Json.write(allowed.cut(order.content())));
  }

  /** Those whose partner takes them as they come go now; the others when it is their turn. */
  void handOverNext(String caseNo, List<String> slugs, Instant now) {
    var flowing = new ArrayList<String>();
    for (var slug : slugs) {
      if (pacer.flows(partner(slug), now)) {
        flowing.add(slug);
      }
      if (pacer.isWaitedFor(partner(slug))) {
        pacer.soon(slug);
      }
    }
    if (!flowing.isEmpty()) {
      dispatcher.handOver(orders.claim(caseNo, flowing, now, now.plus(Dispatcher.LEASE)));
    }
  }

  private Partner partner(String slug) {
    return partners.find(slug).orElseThrow();
  }

  @Override
  public boolean mayGo(Dispatch dispatch) {
    if (dispatch.leaseUntil().isBefore(clock.now())) {
      return false;
    }
    underWay.begin(dispatch);
    return true;
  }

  @Override
  public void settle(Dispatch dispatch, Instant startedAt, Outcome outcome) {
    try {
      transaction.executeWithoutResult(status -> settleInside(dispatch, startedAt, outcome));
    } catch (DataAccessResourceFailureException
        | TransientDataAccessException
        | RecoverableDataAccessException
        | TransactionException e) {
      LOG.warn(
          "what came of order {} is settled when the database can take it: {}",
          dispatch.orderNo(),
          e.toString());
      underWay.leave(new Left(dispatch, startedAt, outcome));
      return;
    }
    underWay.end(dispatch);
  }

  /** Settles what the database could not take before. */
  void settleLeft() {
    underWay.takeLeft().forEach(it -> settle(it.dispatch(), it.startedAt(), it.outcome()));
  }

  @Override
  public void queuesLost() {
    var now = clock.now();
    var lost = orders.releaseOwn(now, underWay.orders(now));
    if (lost > 0) {
      LOG.warn("the broker was gone, and {} orders in its queues with it; they go again", lost);
    }
  }

  private void settleInside(Dispatch dispatch, Instant startedAt, Outcome outcome) {
    var now = clock.now();
    var concernsCase =
        !dispatch.kind().equals(OrderKind.STATUS) && outcome.kind() != Outcome.Kind.RETRY;
    if (concernsCase) {
      cases.getObject().lock(dispatch.caseNo());
    }
    orders.lockLanes(List.of(OrderTable.lane(dispatch.caseNo(), dispatch.partner())));
    var byPartner = outcome.fault() == Outcome.Fault.PARTNER;
    var change = byPartner ? holds.failed(dispatch, outcome, now) : null;
    var next = next(dispatch, outcome, now, change);
    var settled = orders.settle(dispatch, startedAt, now, outcome, next);
    if (settled.isPresent() && concernsCase) {
      var closed = closed(dispatch.partner(), settled.get(), now);
      cases.getObject().tell(dispatch.caseNo(), List.of(tidings(dispatch, outcome, now, closed)));
    }
    var troubled = settled.map(OrderTable.Settled::troubled);
    if (change == null || !change.holds()) {
      handOverNext(dispatch.caseNo(), List.of(dispatch.partner()), now);
    }
    // A partner's row is the last that is locked: see HealthTable.
    if (byPartner && troubled.isPresent()) {
      holds.keep(change, now);
    } else if (troubled.orElse(false) && outcome.kind() == Outcome.Kind.RETRY) {
      holds.toldNothing(dispatch, now);
    } else if (troubled.orElse(false)) {
      holds.answered(dispatch.partner(), now);
    }
  }

  private OrderTable.Next next(
      Dispatch dispatch, Outcome outcome, Instant now, Holds.Change change) {
    return switch (outcome.kind()) {
      case DELIVERED -> new OrderTable.Next("DELIVERED", now);
      case REFUSED -> new OrderTable.Next("REFUSED", now);
      // A partner that is held gets the order in its old place, and nothing of it is given up.
      case RETRY ->
          change != null && change.holds()
              ? new OrderTable.Next("OWED", null)
              : again(dispatch, outcome, now, change);
    };
  }

  private OrderTable.Next again(
      Dispatch dispatch, Outcome outcome, Instant now, Holds.Change change) {
    var policy = partner(dispatch.partner()).retry();
    var delay = policy.delay(dispatch.attempt(), ThreadLocalRandom.current().nextDouble());
    var asked = outcome.retryAfter();
    var wait =
        asked != null && outcome.failure() == Failure.FILE ? asked : Health.wait(delay, asked);
    var dueAt = now.plus(wait);
    var from = orders.triedFrom(dispatch.orderNo());
    var released = change == null ? null : change.after().releasedAt();
    if (released != null && released.isAfter(from)) {
      from = released;
    }
    var givenUp = dueAt.isAfter(from.plus(policy.giveUpAfter()));
    return new OrderTable.Next(givenUp ? "DEAD" : "OWED", dueAt);
  }

  @Override
  public List<Pause> closed(String partner, Instant from, Instant to) {
    var closed = new ArrayList<>(holds.paused(partner, from, to));
    partners.find(partner).ifPresent(it -> closed.addAll(hours.closed(it, from, to)));
    return Pause.merged(closed);
  }

  /** The same for an order that was settled; most partners are never closed, and nobody asks. */
  private List<Pause> closed(String partner, OrderTable.Settled settled, Instant now) {
    return settled.paused() || partner(partner).pace().closes()
        ? closed(partner, settled.owedAt(), now)
        : List.of();
  }

  private static Told tidings(Dispatch dispatch, Outcome outcome, Instant now, List<Pause> closed) {
    return outcome.kind() == Outcome.Kind.DELIVERED
        ? new Told.Delivered(dispatch.orderNo(), now, outcome.partnerRef(), closed)
        : new Told.Refused(dispatch.orderNo(), now, outcome.code(), outcome.reason(), closed);
  }
}
