package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;

/**
 * An item denied is asked for again once what was wrong is mended, under a number of its own:
 * {@code …-SP-02}, then {@code …-SP-02R2}. What was decided stays decided.
 */
final class Asking {

  private static final Pattern AGAIN = Pattern.compile("(.*)R(\\d{1,4})");

  private Asking() {}

  /** The number under which the item was first asked for. */
  static String first(String orderNo) {
    var again = AGAIN.matcher(orderNo);
    return again.matches() ? again.group(1) : orderNo;
  }

  /** The number to ask for it under once more; empty if that is not due. */
  static Optional<String> next(OrderFile order) {
    return mendedAfterDenial(order) ? Optional.of(next(order.orderNo())) : Optional.empty();
  }

  private static String next(String orderNo) {
    var again = AGAIN.matcher(orderNo);
    return first(orderNo) + "R" + (again.matches() ? Integer.parseInt(again.group(2)) + 1 : 2);
  }

  /** When an item of a bundle was first denied or not taken, if it was. */
  static Optional<Instant> deniedAt(OrderFile order) {
    return order.kind().equals(OrderKind.APPROVAL)
        ? Stream.concat(
                order.turns(EventType.APPROVAL_DECIDED).stream()
                    .filter(decided -> "DENIED".equals(decided.outcome())),
                Stream.ofNullable(order.reported().get(EventType.ORDER_REFUSED)))
            .map(Milestone::occurredAt)
            .min(Instant::compareTo)
        : Optional.empty();
  }

  private static boolean mendedAfterDenial(OrderFile order) {
    var denied = deniedAt(order);
    return denied.isPresent()
        && order.turns(EventType.CORRECTION_COMPLETED).stream()
            .anyMatch(mended -> !mended.occurredAt().isBefore(denied.get()));
  }
}
