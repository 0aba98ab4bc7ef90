package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;

/**
 * The supervision of one matter (S48 to S52): inspections, orders to rectify by a day, inspections
 * anew, revocation, repair of credit.
 *
 * @param service whose works are supervised; {@code null} where they are not told apart
 * @param orders what it is reported under
 * @param turns by time
 */
public record Oversight(String service, List<OrderFile> orders, List<Turn> turns) {

  /** One report of supervision, and the order it was made under. */
  public record Turn(OrderFile order, Milestone report) {

    boolean is(String outcome) {
      return outcome.equals(report.outcome());
    }
  }

  /** Everything supervised in a case; both filings of a commitment are one matter. */
  public static List<Oversight> of(CaseFile file) {
    var pairs = Pair.of(file).map(Pair::supervision);
    var others =
        file.orders().values().stream()
            .filter(order -> Pair.service(order.orderNo()) == null)
            .map(order -> of(order.service(), order));
    return Stream.concat(pairs, others)
        .filter(it -> !it.turns().isEmpty())
        .map(it -> it.mendedWith(file.own()))
        .toList();
  }

  /** That all was found mended may be told of the case as a whole. */
  private Oversight mendedWith(OrderFile whole) {
    if (latest("RECTIFY_ORDERED").isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(turns);
    whole.turns(EventType.SUPERVISION_RECORDED).stream()
        .map(report -> new Turn(whole, report))
        .filter(turn -> turn.is("RECTIFIED"))
        .forEach(all::add);
    all.sort(Comparator.comparing(Turn::report, Standing.BY_TIME));
    return new Oversight(service, orders, List.copyOf(all));
  }

  static Oversight of(String service, OrderFile... orders) {
    var turns = new ArrayList<Turn>();
    for (var order : orders) {
      order
          .turns(EventType.SUPERVISION_RECORDED)
          .forEach(report -> turns.add(new Turn(order, report)));
    }
    turns.sort(Comparator.comparing(Turn::report, Standing.BY_TIME));
    return new Oversight(service, List.of(orders), List.copyOf(turns));
  }

  /** The numbers of the orders, by which one matter is told from another. */
  List<String> orderNos() {
    return orders.stream().map(OrderFile::orderNo).toList();
  }

  /** The revocation that stands: the first that follows an inspection that found nothing mended. */
  public Optional<Turn> revoked() {
    return turns.stream().filter(turn -> turn.is("REVOKED") && afterFailure(turn)).findFirst();
  }

  /**
   * Whether this is a revocation that nothing failed before: recorded, and without effect (S51).
   */
  public boolean contradicts(Turn turn) {
    return turn.is("REVOKED") && !afterFailure(turn);
  }

  /** The order to rectify that nobody has found fulfilled since. */
  public Optional<Turn> rectification() {
    return revoked().isPresent()
        ? Optional.empty()
        : latest("RECTIFY_ORDERED")
            .filter(
                ordered ->
                    latest("RECTIFIED")
                        .filter(mended -> !before(mended, ordered.report().occurredAt()))
                        .isEmpty());
  }

  /** When the credit of whoever was revoked was repaired (信用修复). */
  public Optional<Instant> repaired() {
    return revoked()
        .flatMap(
            revoked ->
                turns.stream()
                    .filter(turn -> turn.is("CREDIT_REPAIRED"))
                    .filter(turn -> !before(turn, revoked.report().occurredAt()))
                    .findFirst())
        .map(turn -> turn.report().occurredAt());
  }

  private Optional<Turn> latest(String outcome) {
    return turns.stream().filter(turn -> turn.is(outcome)).reduce((earlier, later) -> later);
  }

  private boolean afterFailure(Turn revocation) {
    return turns.stream()
        .filter(turn -> turn.is("NOT_RECTIFIED"))
        .anyMatch(
            failed -> !failed.report().occurredAt().isAfter(revocation.report().occurredAt()));
  }

  private static boolean before(Turn turn, Instant time) {
    return turn.report().occurredAt().isBefore(time);
  }
}
