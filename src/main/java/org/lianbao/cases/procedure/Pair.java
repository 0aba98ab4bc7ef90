package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;

/**
 * The two filings by which the works of one service go by commitment: the papers with the approval
 * lead (S44), the plan of works with urban management (S45). They are one: each without the other
 * is no filing.
 */
public record Pair(String service, OrderFile commitment, OrderFile plan) {

  private static final String ENDING = "-CN-";

  /** Asked for again after a withdrawal, a filing has the number of the revision at the end. */
  private static final Pattern FILING = Pattern.compile(".*-CN-([A-Z_]+)(-\\d+)?");

  /** The pair by which this service's works go or went until it lapsed, if they do. */
  static Optional<Pair> behind(CaseFile file, String service) {
    return of(file, service)
        .filter(pair -> file.track().commits(service) || pair.lapsed().isPresent());
  }

  /** What the numbers of both end with. */
  static String ending(String service) {
    return ENDING + service;
  }

  /** The pairs a case has, also those that lapsed. */
  public static Stream<Pair> of(CaseFile file) {
    return file.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.COMMITMENT))
        .map(order -> service(order.orderNo()))
        .filter(Objects::nonNull)
        .distinct()
        .map(
            service ->
                new Pair(
                    service,
                    half(file, service, OrderKind.COMMITMENT),
                    half(file, service, OrderKind.WORKS_PLAN)))
        .filter(pair -> pair.commitment() != null && pair.plan() != null);
  }

  /** The pair of this service. */
  static Optional<Pair> of(CaseFile file, String service) {
    return of(file).filter(pair -> pair.service().equals(service)).findFirst();
  }

  /** The service that a filing is about; {@code null} for any other order. */
  public static String service(String orderNo) {
    var filing = FILING.matcher(orderNo);
    return filing.matches() ? filing.group(1) : null;
  }

  /** When the papers were filed. */
  Optional<Instant> papersFiled() {
    return Optional.ofNullable(commitment.reported().get(EventType.COMMITMENT_FILED))
        .map(Milestone::occurredAt);
  }

  /** When the plan was handed in. */
  Optional<Instant> planFiled() {
    return Stream.of(EventType.ORDER_DELIVERED, EventType.ORDER_RECEIVED, EventType.ORDER_ACCEPTED)
        .map(plan.reported()::get)
        .filter(Objects::nonNull)
        .map(Milestone::occurredAt)
        .min(Instant::compareTo)
        .filter(any -> plan.end() != OrderFile.End.REFUSED);
  }

  /** When the later of both was filed. */
  public Optional<Instant> filed() {
    return papersFiled()
        .flatMap(papers -> planFiled().map(plan -> plan.isAfter(papers) ? plan : papers));
  }

  /** Since when the commitment counts no more: not taken, cancelled or revoked. */
  public Optional<Instant> lapsed() {
    var refused = Stream.ofNullable(commitment.reported().get(EventType.ORDER_REFUSED));
    var cancelled =
        Stream.ofNullable(commitment.reported().get(EventType.ORDER_CLOSED))
            .filter(Milestone::cancelled);
    var revoked = supervision().revoked().map(Oversight.Turn::report).stream();
    return Stream.of(refused, cancelled, revoked)
        .flatMap(it -> it)
        .map(Milestone::occurredAt)
        .min(Instant::compareTo);
  }

  Oversight supervision() {
    return Oversight.of(service, commitment, plan);
  }

  private static OrderFile half(CaseFile file, String service, String kind) {
    return file.orders().values().stream()
        .filter(order -> order.kind().equals(kind) && service.equals(service(order.orderNo())))
        .max(
            Comparator.<OrderFile, Boolean>comparing(order -> order.end() != OrderFile.End.CLOSED)
                .thenComparing(order -> order.orderNo().length())
                .thenComparing(OrderFile::orderNo))
        .orElse(null);
  }
}
