package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Told;
import org.lianbao.partners.AllowList;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what is owed, and what came of each attempt to deliver it. */
class DeliveryLedger implements Ledger, Deliveries {

  private final OrderTable orders;
  private final Partners partners;
  private final ObjectProvider<Cases> cases;
  private final Dispatcher dispatcher;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<Partner, AllowList> allowLists = new ConcurrentHashMap<>();

  DeliveryLedger(
      OrderTable orders,
      Partners partners,
      ObjectProvider<Cases> cases,
      Dispatcher dispatcher,
      TransactionTemplate transaction,
      Clock clock) {
    this.orders = orders;
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

  private void handOverNext(String caseNo, List<String> partners, Instant now) {
    dispatcher.handOver(orders.claim(caseNo, partners, now, now.plus(Dispatcher.LEASE)));
  }

  @Override
  public void settle(Dispatch dispatch, Instant startedAt, Outcome outcome) {
    transaction.executeWithoutResult(status -> settleInside(dispatch, startedAt, outcome));
  }

  private void settleInside(Dispatch dispatch, Instant startedAt, Outcome outcome) {
    var now = clock.now();
    var concernsCase =
        !dispatch.kind().equals(OrderKind.STATUS) && outcome.kind() != Outcome.Kind.RETRY;
    if (concernsCase) {
      cases.getObject().lock(dispatch.caseNo());
    }
    orders.lockLanes(List.of(OrderTable.lane(dispatch.caseNo(), dispatch.partner())));
    var settled = orders.settle(dispatch, startedAt, now, outcome, next(dispatch, outcome, now));
    if (settled && concernsCase) {
      cases.getObject().tell(dispatch.caseNo(), List.of(tidings(dispatch, outcome, now)));
    }
    handOverNext(dispatch.caseNo(), List.of(dispatch.partner()), now);
  }

  private OrderTable.Next next(Dispatch dispatch, Outcome outcome, Instant now) {
    return switch (outcome.kind()) {
      case DELIVERED -> new OrderTable.Next("DELIVERED", now);
      case REFUSED -> new OrderTable.Next("REFUSED", now);
      case RETRY -> again(dispatch, outcome, now);
    };
  }

  private OrderTable.Next again(Dispatch dispatch, Outcome outcome, Instant now) {
    var policy = partners.find(dispatch.partner()).orElseThrow().retry();
    var wait = policy.delay(dispatch.attempt(), ThreadLocalRandom.current().nextDouble());
    var asked = outcome.retryAfter();
    if (asked != null && (outcome.fault() == Outcome.Fault.FILE || asked.compareTo(wait) > 0)) {
      wait = asked;
    }
    var dueAt = now.plus(wait);
    var givenUp = dueAt.isAfter(orders.owedAt(dispatch.orderNo()).plus(policy.giveUpAfter()));
    return new OrderTable.Next(givenUp ? "DEAD" : "OWED", dueAt);
  }

  private static Told tidings(Dispatch dispatch, Outcome outcome, Instant now) {
    return outcome.kind() == Outcome.Kind.DELIVERED
        ? new Told.Delivered(dispatch.orderNo(), now, outcome.partnerRef())
        : new Told.Refused(dispatch.orderNo(), now, outcome.code(), outcome.reason());
  }
}
