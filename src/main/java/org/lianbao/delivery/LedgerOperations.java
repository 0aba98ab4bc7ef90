package org.lianbao.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Told;
import org.lianbao.delivery.Health.Pause;
import org.lianbao.shared.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The operator's acts on the ledger. A batch is worked off order by order: none holds others up.
 */
class LedgerOperations implements Operations {

  static final int MOST = 50_000;
  private static final int SHOWN = 500;

  private final OrderTable orders;
  private final ChosenOrders chosen;
  private final HealthTable health;
  private final ActTable acts;
  private final DeliveryLedger ledger;
  private final Pacer pacer;
  private final ObjectProvider<Cases> cases;
  private final TransactionTemplate transaction;
  private final Clock clock;

  LedgerOperations(
      OrderTable orders,
      ChosenOrders chosen,
      HealthTable health,
      ActTable acts,
      DeliveryLedger ledger,
      Pacer pacer,
      ObjectProvider<Cases> cases,
      TransactionTemplate transaction,
      Clock clock) {
    this.orders = orders;
    this.chosen = chosen;
    this.health = health;
    this.acts = acts;
    this.ledger = ledger;
    this.pacer = pacer;
    this.cases = cases;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void hold(String partner, Instant until, String by, String why) {
    transaction.executeWithoutResult(
        status -> {
          var now = clock.now();
          acts.write(ActTable.hold(partner, by, now, why));
          var before = health.lock(partner);
          if (before.pause() != null) {
            health.ended(before, now);
          }
          health.save(before.paused(new Pause(now, until, by, why)));
        });
  }

  @Override
  public boolean release(String partner, String by, String why) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              var now = clock.now();
              var before = health.lock(partner);
              if (before.pause() == null && before.hold() == null) {
                return false;
              }
              acts.write(ActTable.release(partner, by, now, why));
              if (before.pause() != null) {
                health.ended(before, now);
              }
              health.save(
                  before.pause() == null ? before.tryNow(now) : before.resumed(now).tryNow(now));
              pacer.soon(partner);
              return true;
            }));
  }

  @Override
  public Batch resend(Choice choice, boolean dry, String by, String why) {
    return batch("RESEND", choice, dry, by, why, LedgerOperations::notToResend, this::resend);
  }

  @Override
  public Batch cancel(Choice choice, boolean dry, String by, String why) {
    return batch("CANCEL", choice, dry, by, why, LedgerOperations::notToCancel, this::cancel);
  }

  private static String notToResend(Line order) {
    return switch (order.state()) {
      case "DISPATCHED" -> "ON_ITS_WAY";
      case "REFUSED", "CANCELLED" -> order.state();
      default -> null;
    };
  }

  private static String notToCancel(Line order) {
    return switch (order.state()) {
      case "DISPATCHED" -> "ON_ITS_WAY";
      case "DELIVERED", "REFUSED", "CANCELLED" -> order.state();
      default -> order.kind().equals(OrderKind.STATUS) ? "NOTICE" : null;
    };
  }

  private interface Deed {
    /** Does it in the running transaction; false if the order is not what it was. */
    boolean to(Line order, long act, String by, String why);
  }

  private Batch batch(
      String name,
      Choice choice,
      boolean dry,
      String by,
      String why,
      Function<Line, String> left,
      Deed deed) {
    var found = chosen.by(choice, MOST + 1);
    var meant = found.subList(0, Math.min(MOST, found.size()));
    var lines = new ArrayList<Line>();
    for (var order : meant) {
      lines.add(ChosenOrders.left(order, left.apply(order)));
    }
    if (!dry && lines.stream().anyMatch(line -> line.left() == null)) {
      var act = acts.write(new ActTable.Fresh(clock.now(), by, name, choice.partner(), why));
      lines.replaceAll(
          line -> line.left() != null || done(line, act, by, why, deed) ? line : moved(line));
      lines.stream().map(Line::partner).collect(Collectors.toSet()).forEach(pacer::soon);
    }
    var done = (int) lines.stream().filter(line -> line.left() == null).count();
    return new Batch(
        dry,
        done,
        lines.size() - done,
        found.size() > MOST,
        List.copyOf(lines.subList(0, Math.min(SHOWN, lines.size()))));
  }

  private static Line moved(Line line) {
    return ChosenOrders.left(line, "ON_ITS_WAY");
  }

  private boolean done(Line order, long act, String by, String why, Deed deed) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              var did = deed.to(order, act, by, why);
              if (did) {
                acts.concern(act, order.orderNo(), order.partner(), order.state());
              }
              return did;
            }));
  }

  private boolean resend(Line order, long act, String by, String why) {
    orders.lockLanes(List.of(OrderTable.lane(order.caseNo(), order.partner())));
    return orders.oweAgain(order.orderNo(), order.state(), clock.now());
  }

  private boolean cancel(Line order, long act, String by, String why) {
    var now = clock.now();
    cases.getObject().lock(order.caseNo());
    orders.lockLanes(List.of(OrderTable.lane(order.caseNo(), order.partner())));
    if (!orders.callOff(order.orderNo(), order.state(), why, now)) {
      return false;
    }
    var facts = JsonNodeFactory.instance.objectNode().put("by", by).put("reason", why);
    var told =
        new Told.Reported(
            order.orderNo(), EventType.ORDER_CLOSED, now, "cancel-" + act, null, facts, "hub");
    cases.getObject().tell(order.caseNo(), List.of(told));
    ledger.handOverNext(order.caseNo(), List.of(order.partner()), now);
    return true;
  }
}
