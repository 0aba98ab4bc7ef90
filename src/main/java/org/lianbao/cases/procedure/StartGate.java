package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.lianbao.application.ApprovalItems;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.rules.Rulebook;

/**
 * Works that began or ended without what they had to wait for are recorded as they were reported,
 * and flagged with what was missing (S44 to S46, A11, A23). What becomes known later counts from
 * when it happened.
 */
public record StartGate(ApprovalItems items, Rulebook rules) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var events = new ArrayList<CaseEvent>();
    for (var service : now.externalWorks().services()) {
      var missing = missing(now, service);
      var news = new HashSet<>(missing);
      if (!news.isEmpty()) {
        news.removeAll(missing(before, service));
      }
      if (!news.isEmpty()) {
        events.add(new CaseEvent.StartedUnfiled(at, service, List.copyOf(missing)));
      }
    }
    return events;
  }

  /** What was missing when the works of this service began or ended. */
  public Set<String> missing(CaseFile file, String service) {
    var missing = new TreeSet<String>();
    file.connection(service).stream()
        .flatMap(
            order ->
                Stream.of(EventType.CONSTRUCTION_STARTED, EventType.CONSTRUCTION_COMPLETED)
                    .map(order.reported()::get))
        .filter(Objects::nonNull)
        .forEach(report -> missing(file, service, report.occurredAt(), missing));
    return missing;
  }

  private void missing(CaseFile file, String service, Instant when, Set<String> missing) {
    var pair = Pair.behind(file, service).orElse(null);
    if (pair == null) {
      note("PERMIT", () -> !approved(file, service, when), missing);
    } else if (pair.lapsed().filter(lapse -> !lapse.isAfter(when)).isPresent()) {
      var instead = Clearance.replacing(file, service);
      note("PERMIT", () -> instead.filter(it -> cleared(it.items(), when)).isEmpty(), missing);
    } else {
      note("COMMITMENT", () -> !by(pair.papersFiled(), when), missing);
      note("WORKS_PLAN", () -> !by(pair.planFiled(), when), missing);
    }
    note("TRAFFIC_CONSENT", () -> needsConsent(file, service) && !consented(file, when), missing);
  }

  private boolean needsConsent(CaseFile file, String service) {
    var anyPath = rules.edition(file.rules()).construction().consentOnAnyPath();
    return file.externalWorks().of(service::equals).any("affectsTraffic")
        && (anyPath || Pair.behind(file, service).isPresent())
        && file.orders().values().stream()
            .anyMatch(order -> order.kind().equals(OrderKind.TRAFFIC_CONSENT));
  }

  private static boolean consented(CaseFile file, Instant when) {
    return by(Clearance.trafficAgreed(file), when);
  }

  /** Whether every item that these works need, and was asked for, had been granted. */
  private boolean approved(CaseFile file, String service, Instant when) {
    var request = file.request();
    var needed =
        items.neededBy(file.externalWorks().of(service::equals), request.appliedOn()).stream()
            .map(ApprovalItems.Item::code)
            .toList();
    return Bundle.of(file).stream()
        .allMatch(
            bundle ->
                cleared(
                    bundle.items().stream()
                        .filter(item -> needed.contains(item.latest().item()))
                        .toList(),
                    when));
  }

  private static boolean cleared(List<Bundle.Item> items, Instant when) {
    return items.stream().allMatch(item -> by(item.cleared(), when));
  }

  private static boolean by(Optional<Instant> time, Instant when) {
    return time.filter(it -> !it.isAfter(when)).isPresent();
  }

  private static void note(String what, BooleanSupplier lacks, Set<String> missing) {
    if (lacks.getAsBoolean()) {
      missing.add(what);
    }
  }
}
