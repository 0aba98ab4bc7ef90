package org.lianbao.reconciliation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lianbao.cases.EventType;
import org.lianbao.delivery.OrdersOfDay.OwedOrder;
import org.lianbao.reconciliation.Difference.What;

/** Compares single orders. */
record OrderComparison(Grace grace) {

  private static final Set<EventType> TURNED_AWAY =
      Set.of(EventType.ORDER_REFUSED, EventType.ORDER_CLOSED);

  /**
   * An order of ours.
   *
   * @param reports what is on record about it
   * @param waits whether something of it waits in the inbox
   */
  record Ours(OwedOrder order, Set<EventType> reports, boolean waits) {}

  /** How an order of ours differs from the partner's row, {@code null} if the list has none. */
  List<Found> compare(Ours ours, Listed theirs) {
    if (theirs == null) {
      var young = grace.covers(ours.order.settledAt());
      return delivered(ours)
          ? List.of(found(ours, What.ORDER_MISSING, "DELIVERED", null, Act.RESEND, young))
          : List.of();
    }
    return switch (ours.order.state()) {
      case "DELIVERED" -> both(ours, theirs);
      case "DEAD" -> List.of(found(ours, What.STATE_DIFFERS, "DEAD", "LISTED", Act.RESEND, false));
      case "REFUSED", "CANCELLED" ->
          theirs.event() != null && TURNED_AWAY.contains(theirs.event())
              ? List.of()
              : List.of(
                  found(
                      ours, What.STATE_DIFFERS, ours.order.state(), said(theirs), Act.CALL, false));
      default -> List.of();
    };
  }

  /** What is to be said of a row for which the hub has no order. */
  Found unknown(Listed theirs) {
    return new Found(
        theirs.about(),
        What.ORDER_EXTRA,
        null,
        null,
        theirs.partnerRef(),
        Act.CALL,
        List.of(),
        grace.covers(theirs.receivedAt()));
  }

  private List<Found> both(Ours ours, Listed theirs) {
    var found = new ArrayList<Found>();
    var known = ours.order.partnerRef();
    if (known != null && theirs.partnerRef() != null && !known.equals(theirs.partnerRef())) {
      found.add(found(ours, What.REFERENCE_DIFFERS, known, theirs.partnerRef(), Act.RESEND, false));
    }
    if (theirs.event() != null && !ours.reports.contains(theirs.event())) {
      var act = ours.waits ? Act.REDRIVE : Act.ASK_TO_REPORT;
      var young = grace.covers(theirs.eventAt());
      found.add(found(ours, What.REPORT_MISSING, null, theirs.event().name(), act, young));
    }
    return found;
  }

  private static boolean delivered(Ours ours) {
    return ours.order.state().equals("DELIVERED");
  }

  private static String said(Listed theirs) {
    return theirs.event() == null ? "LISTED" : theirs.event().name();
  }

  private static Found found(
      Ours ours, What what, String hub, String partner, Act act, boolean young) {
    var orders = act == Act.RESEND ? List.of(ours.order.orderNo()) : List.<String>of();
    return new Found(
        ours.order.orderNo(), what, ours.order.caseNo(), hub, partner, act, orders, young);
  }
}
