package org.lianbao.calendar;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Closures and extra working days decided in the county, by scope: {@link WorkingHours#COUNTY} for
 * everybody, or one party. They go before the national edition, a party's before the county's.
 *
 * @param id the version, such as {@code local.3}
 */
public record LocalDays(String id, Map<String, Map<LocalDate, DayRow>> scopes) {

  /** No local decisions. */
  public static final LocalDays NONE = new LocalDays("local.none", Map.of());

  public LocalDays {
    var copy = new HashMap<String, Map<LocalDate, DayRow>>();
    scopes.forEach((scope, rows) -> copy.put(scope, Map.copyOf(rows)));
    scopes = Map.copyOf(copy);
  }

  /** The row that holds for this party on this day, if there is one. */
  Optional<DayRow> row(LocalDate date, String party) {
    var own = party == null ? null : scopes.getOrDefault(party, Map.of()).get(date);
    var county = scopes.getOrDefault(WorkingHours.COUNTY, Map.of()).get(date);
    return Optional.ofNullable(own != null ? own : county);
  }

  /** The scopes that have rows. */
  public Set<String> parties() {
    return scopes.keySet();
  }
}
