package org.lianbao.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.callbacks.WaitingReports;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.RecordLookup;
import org.lianbao.cases.RecordLookup.Opened;
import org.lianbao.cases.Role;
import org.lianbao.delivery.OrdersOfDay;
import org.lianbao.delivery.OrdersOfDay.OwedOrder;
import org.lianbao.partners.Partner;
import org.lianbao.reconciliation.Comparison.Counts;

/**
 * One comparison, piece by piece: what the hub holds is read as it is compared, what the partner
 * listed lies in a table; so a day may be of any size.
 */
final class Comparing {

  private static final int AT_ONCE = 1_000;

  private final OrdersOfDay orders;
  private final Cases cases;
  private final RecordLookup record;
  private final WaitingReports waiting;
  private final ListedTable listed;
  private final ComparisonTable table;
  private final Partner partner;
  private final DayAsked day;
  private final Instant now;
  private final OrderComparison ofOrders;
  private final NoticeComparison ofNotices;
  private Counts counts = Counts.NONE;

  Comparing(
      OrdersOfDay orders,
      Cases cases,
      RecordLookup record,
      WaitingReports waiting,
      ListedTable listed,
      ComparisonTable table,
      Partner partner,
      DayAsked day,
      Instant now) {
    this.orders = orders;
    this.cases = cases;
    this.record = record;
    this.waiting = waiting;
    this.listed = listed;
    this.table = table;
    this.partner = partner;
    this.day = day;
    this.now = now;
    var grace = new Grace(now.minus(partner.listing().orElseThrow().grace()));
    this.ofOrders = new OrderComparison(grace);
    this.ofNotices = new NoticeComparison(grace);
  }

  /** Whether a partner lists applications and statuses, not orders. */
  static boolean applications(Partner partner) {
    return partner.roles().contains(Role.UPSTREAM);
  }

  /** The kinds of orders that are compared with a partner. */
  static Set<String> kinds(Partner partner) {
    return applications(partner)
        ? Set.of(OrderKind.STATUS)
        : partner.listing().orElseThrow().kinds();
  }

  /** Compares everything; differences are written down as they are found. */
  Counts run() {
    if (applications(partner)) {
      applications();
      notices();
    } else {
      owed();
      extra();
    }
    return counts;
  }

  private void owed() {
    try (var stream = orders.owed(partner.slug(), kinds(partner), day.from(), day.to())) {
      inPieces(stream, this::orders);
    }
  }

  private static <T> void inPieces(Stream<T> all, Consumer<List<T>> compare) {
    var piece = new ArrayList<T>();
    for (var each : (Iterable<T>) all::iterator) {
      piece.add(each);
      if (piece.size() == AT_ONCE) {
        compare.accept(piece);
        piece.clear();
      }
    }
    compare.accept(piece);
  }

  /** What the partner listed for the day itself and nothing of ours has met, piece by piece. */
  private void unmet(Consumer<List<Listed>> compare) {
    var rest = listed.unmet(partner.slug(), day.day(), "", AT_ONCE);
    while (!rest.isEmpty()) {
      compare.accept(rest);
      var last = rest.get(rest.size() - 1).about();
      rest = listed.unmet(partner.slug(), day.day(), last, AT_ONCE);
    }
  }

  private void orders(List<OwedOrder> piece) {
    var numbers = piece.stream().map(OwedOrder::orderNo).toList();
    var theirs = listed.meet(partner.slug(), day.day(), numbers);
    var reports =
        record.reports(
            piece.stream().collect(Collectors.toMap(OwedOrder::orderNo, OwedOrder::caseNo)));
    var waits = waiting.ofOrders(partner.slug(), numbers);
    var found = new ArrayList<Found>();
    for (var order : piece) {
      var known = reports.getOrDefault(order.orderNo(), Set.of());
      var ours = new OrderComparison.Ours(order, known, waits.contains(order.orderNo()));
      found.addAll(ofOrders.compare(ours, theirs.get(order.orderNo())));
      counts = counts.plus(count(order, theirs.containsKey(order.orderNo()), reported(known)));
    }
    found(found.stream());
  }

  /** The hub itself knows that an order arrived, and what follows from reports. */
  private static long reported(Set<EventType> known) {
    return known.stream()
        .filter(type -> type != EventType.ORDER_DELIVERED && !type.decidedByHub())
        .count();
  }

  private static Counts count(OwedOrder order, boolean acknowledged, long reports) {
    var going = List.of("OWED", "DISPATCHED").contains(order.state());
    return new Counts(
        1,
        order.state().equals("DELIVERED") ? 1 : 0,
        going ? 1 : 0,
        acknowledged ? 1 : 0,
        reports,
        0);
  }

  /** What the partner has of that day and the hub did not owe that day. */
  private void extra() {
    unmet(
        rows -> {
          var known = known(rows.stream().map(Listed::about).toList());
          // An order of another day is compared with its own day.
          found(rows.stream().filter(row -> !known.contains(row.about())).map(ofOrders::unknown));
        });
  }

  /** Those of the numbers that are orders of this partner, or bundles of them. */
  private Set<String> known(List<String> numbers) {
    var known = new HashSet<>(orders.byNumber(partner.slug(), numbers).keySet());
    var others = numbers.stream().filter(number -> !known.contains(number)).toList();
    known.addAll(cases.orders(partner.slug(), others).keySet());
    return known;
  }

  private void applications() {
    try (var stream = record.opened(day.from(), day.to())) {
      inPieces(stream, this::opened);
    }
    unmet(
        rows -> {
          var cases = record.casesFor(rows.stream().map(Listed::about).toList());
          found(
              rows.stream()
                  .flatMap(row -> ofNotices.application(row, cases.get(row.about())).stream()));
        });
  }

  private void opened(List<Opened> piece) {
    var theirs =
        listed.meet(
            partner.slug(), day.day(), piece.stream().map(Opened::upstreamApplyNo).toList());
    counts = counts.plus(new Counts(0, 0, 0, 0, piece.size(), 0));
    found(
        piece.stream()
            .flatMap(
                each -> {
                  var row = theirs.get(each.upstreamApplyNo());
                  return row == null
                      ? Stream.of(ofNotices.unlisted(each))
                      : ofNotices.application(row, each.caseNo()).stream();
                }));
  }

  private void notices() {
    try (var stream = orders.owed(partner.slug(), kinds(partner), day.from(), day.to())) {
      var byCase = new LinkedHashMap<String, List<OwedOrder>>();
      for (var each : (Iterable<OwedOrder>) stream::iterator) {
        if (byCase.size() == AT_ONCE / 10 && !byCase.containsKey(each.caseNo())) {
          notices(byCase);
          byCase.clear();
        }
        byCase.computeIfAbsent(each.caseNo(), any -> new ArrayList<>()).add(each);
      }
      notices(byCase);
    }
  }

  private void notices(Map<String, List<OwedOrder>> byCase) {
    var held = listed.lastSeqs(partner.slug(), day.day(), byCase.keySet());
    byCase.forEach(
        (caseNo, notices) -> {
          var last = held.get(caseNo);
          for (var notice : notices) {
            counts =
                counts.plus(count(notice, last != null && NoticeComparison.seq(notice) <= last, 0));
          }
        });
    found(
        byCase.entrySet().stream()
            .flatMap(e -> ofNotices.statuses(e.getValue(), held.get(e.getKey())).stream()));
  }

  /** What may yet go by itself is counted; the rest is written down. */
  private void found(Stream<Found> differences) {
    var byAge = differences.collect(Collectors.partitioningBy(Found::young));
    table.found(partner.slug(), day.day(), now, byAge.get(false));
    counts = counts.plus(new Counts(0, 0, 0, 0, 0, byAge.get(true).size()));
  }
}
