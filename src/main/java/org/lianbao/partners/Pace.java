package org.lianbao.partners;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How fast and when orders go to a partner.
 *
 * @param atOnce orders on their way to it at a time, over all hubs; empty leaves it to the hub
 * @param perSecond orders a second on average, a third of a second's worth at once at the most;
 *     empty for no limit
 * @param officeHours whether they go in its office hours alone, as the calendar has them
 * @param maintenance when its system is known to be away
 */
public record Pace(
    OptionalInt atOnce, OptionalDouble perSecond, boolean officeHours, List<Window> maintenance) {

  /** As fast as it answers, at any time. */
  public static final Pace FREE =
      new Pace(OptionalInt.empty(), OptionalDouble.empty(), false, List.of());

  public Pace {
    maintenance = List.copyOf(maintenance);
  }

  /** Whether somebody has to count before an order goes. */
  public boolean limited() {
    return atOnce.isPresent() || perSecond.isPresent();
  }

  /** Whether there are times at which nothing goes. */
  public boolean closes() {
    return officeHours || !maintenance.isEmpty();
  }

  /** When the maintenance that is on at this instant ends; empty if none is. */
  public Optional<Instant> maintainedUntil(Instant now) {
    return maintenance.stream()
        .map(window -> window.coveringUntil(now))
        .flatMap(Optional::stream)
        .max(Instant::compareTo);
  }
}
