package org.lianbao.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A limit as it runs in one case.
 *
 * @param triggeredAt what the limit counts from; for a limit before a date, any time on that date
 * @param strategy what half a day means; of no effect on whole days
 * @param party whose hours and closures count, or {@code null} for the county's
 * @param pauses in which it does not run; may overlap, at most 1,000
 */
public record Term(
    Instant triggeredAt, Limit limit, HalfDay strategy, String party, List<Pause> pauses) {

  private static final int MOST_PAUSES = 1_000;

  public Term {
    if (pauses.size() > MOST_PAUSES) {
      throw new CalendarFault("暂停最多 1000 段 / at most 1000 pauses");
    }
    if (limit.before() && !pauses.isEmpty()) {
      throw new CalendarFault("倒推的时限不能暂停 / a limit before a date cannot be paused");
    }
    pauses = Pause.merged(pauses);
  }

  /** A limit by the county's hours, half days by their minutes, without pauses. */
  public static Term of(Instant triggeredAt, Limit limit) {
    return new Term(triggeredAt, limit, HalfDay.HALF_OF_DAY_MINUTES, null, List.of());
  }

  public Term reading(HalfDay other) {
    return new Term(triggeredAt, limit, other, party, pauses);
  }

  public Term forParty(String other) {
    return new Term(triggeredAt, limit, strategy, other, pauses);
  }

  public Term paused(Instant from, Instant to) {
    var more = new ArrayList<>(pauses);
    more.add(new Pause(from, to));
    return new Term(triggeredAt, limit, strategy, party, more);
  }
}
