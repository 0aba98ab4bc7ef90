package org.lianbao.reconciliation;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.reconciliation.Comparison.State;
import org.lianbao.shared.Clock;

/** Tells of each partner that something differs, or that its list could not be had. */
class ReconciliationWatch implements Watch {

  private final ComparisonTable table;

  ReconciliationWatch(ComparisonTable table) {
    this.table = table;
  }

  @Override
  public List<Trouble> troubles(Instant now) {
    var from =
        now.atZone(Clock.COUNTY).toLocalDate().minusDays(DailyReconciliation.DAYS_LOOKED_BACK);
    var byPartner =
        table.open(from).stream()
            .collect(
                Collectors.groupingBy(
                    Comparison::partner, LinkedHashMap::new, Collectors.toList()));
    return byPartner.values().stream().flatMap(this::troubles).toList();
  }

  private Stream<Trouble> troubles(List<Comparison> ofPartner) {
    var differing = ofPartner.stream().filter(it -> it.differences() > 0).toList();
    var unlisted = ofPartner.stream().filter(it -> it.state() == State.FAILED).toList();
    var count = differing.stream().mapToLong(Comparison::differences).sum();
    return Stream.concat(
        differing.stream().limit(1).map(it -> trouble("reconciliation-differs", differing, count)),
        unlisted.stream()
            .limit(1)
            .map(it -> trouble("reconciliation-unlisted", unlisted, unlisted.size())));
  }

  /** The latest day stands for all that are open. */
  private Trouble trouble(String kind, List<Comparison> days, long count) {
    var latest = days.get(0);
    var since =
        days.stream()
            .map(it -> table.since(it.partner(), it.day()))
            .min(Instant::compareTo)
            .orElseThrow();
    var facts = new HashMap<String, String>();
    facts.put("count", Long.toString(count));
    facts.put("day", latest.day().toString());
    facts.put("slug", latest.partner());
    if (latest.reason() != null) {
      facts.put("reason", latest.reason());
    }
    return new Trouble(kind, Optional.of(latest.partner()), latest.day().toString(), since, facts);
  }
}
