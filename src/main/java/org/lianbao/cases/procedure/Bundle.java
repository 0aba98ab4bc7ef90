package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;

/**
 * The approvals that works need, asked for and decided as one (S39, A10).
 *
 * @param no number of the bundle; those of its items begin with it
 * @param items each item with every asking for it, the first asking first
 */
public record Bundle(String no, List<Item> items) {

  /** An item of the bundle: once denied it may be asked for again. */
  public record Item(List<OrderFile> askings) {

    /** The asking that counts. */
    public OrderFile latest() {
      return askings.get(askings.size() - 1);
    }

    /**
     * GRANTED, GRANTED_WITH_GAPS (容缺), DENIED, or NOT_REQUIRED where the department says that the
     * matter is none of its (不受理); empty until it is known, and where it is asked for no more.
     */
    public Optional<String> verdict() {
      return Bundle.verdict(latest());
    }

    /** When it was first granted, or fell away. */
    Optional<Instant> cleared() {
      return askings.stream().flatMap(Bundle::clearings).min(Instant::compareTo);
    }
  }

  /** The bundles of a case. */
  public static List<Bundle> of(CaseFile file) {
    var bundles = new TreeMap<String, TreeMap<String, List<OrderFile>>>();
    file.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.APPROVAL))
        .forEach(
            order ->
                bundles
                    .computeIfAbsent(bundleNo(order.orderNo()), any -> new TreeMap<>())
                    .computeIfAbsent(Asking.first(order.orderNo()), any -> new ArrayList<>())
                    .add(order));
    return bundles.entrySet().stream()
        .map(
            bundle ->
                new Bundle(
                    bundle.getKey(),
                    bundle.getValue().values().stream().map(Bundle::item).toList()))
        .toList();
  }

  /** The bundle with this number. */
  static Optional<Bundle> of(CaseFile file, String no) {
    return of(file).stream().filter(bundle -> bundle.no().equals(no)).findFirst();
  }

  private static Item item(List<OrderFile> askings) {
    var byNumber =
        Comparator.<OrderFile>comparingInt(asking -> asking.orderNo().length())
            .thenComparing(OrderFile::orderNo);
    return new Item(askings.stream().sorted(byNumber).toList());
  }

  /** The number of the bundle that an item is of. */
  static String bundleNo(String orderNo) {
    return orderNo.substring(0, orderNo.lastIndexOf('-'));
  }

  /**
   * How the bundle was decided, once every item that is required is: DENIED if one is, else GRANTED
   * or GRANTED_WITH_GAPS; NOT_REQUIRED if none is required.
   */
  public Optional<String> outcome() {
    var verdicts =
        items.stream()
            .filter(item -> item.latest().end() != OrderFile.End.CLOSED)
            .map(Item::verdict)
            .toList();
    if (verdicts.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    var all = verdicts.stream().flatMap(Optional::stream).distinct().toList();
    return Stream.of("DENIED", "GRANTED_WITH_GAPS", "GRANTED", "NOT_REQUIRED")
        .filter(all::contains)
        .findFirst();
  }

  /** Whether nothing of it holds up the works; what is asked by hand never does. */
  boolean cleared() {
    return items.stream().allMatch(item -> item.latest().byHand() || item.cleared().isPresent());
  }

  private static Optional<String> verdict(OrderFile order) {
    return switch (order.end()) {
      case OPEN, CLOSED -> Optional.empty();
      case CANCELLED -> Optional.of("DENIED");
      case REFUSED -> Optional.of(noMatterOfTheirs(order) ? "NOT_REQUIRED" : "DENIED");
      case READY, DONE ->
          order
              .finished()
              .map(Milestone::outcome)
              .filter(Bundle::grants)
              .or(() -> Optional.of("DENIED"));
    };
  }

  private static Stream<Instant> clearings(OrderFile order) {
    var granted =
        Stream.concat(
                order.turns(EventType.APPROVAL_DECIDED).stream(),
                Stream.ofNullable(order.reported().get(EventType.APPROVAL_DECIDED)))
            .filter(it -> grants(it.outcome()));
    var closed =
        Stream.ofNullable(order.reported().get(EventType.ORDER_CLOSED))
            .filter(it -> !it.cancelled());
    var refused =
        Stream.ofNullable(order.reported().get(EventType.ORDER_REFUSED))
            .filter(it -> noMatterOfTheirs(order));
    return Stream.of(granted, closed, refused).flatMap(it -> it).map(Milestone::occurredAt);
  }

  /** 不受理 (not theirs to decide) is not 不予受理 (theirs, and not taken). */
  private static boolean noMatterOfTheirs(OrderFile order) {
    var refused = order.reported().get(EventType.ORDER_REFUSED);
    return refused != null && "NOT_ACCEPTED".equals(refused.attributes().path("kind").asText());
  }

  private static boolean grants(String outcome) {
    return "GRANTED".equals(outcome) || "GRANTED_WITH_GAPS".equals(outcome);
  }
}
