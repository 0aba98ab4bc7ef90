package org.lianbao.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.lianbao.shared.Clock;

/**
 * One day as one party works it, and why.
 *
 * @param row what makes it an exception, {@code null} on a plain weekday or weekend
 * @param stretches the working time, in order; empty on a rest day
 * @param versions the editions, closures and hours this rests on
 * @param awaited the year whose notice is not loaded yet and may still change this day, or {@code
 *     null}
 */
public record Day(
    LocalDate date, DayRow row, List<Stretch> stretches, Set<String> versions, Integer awaited) {

  public Day {
    stretches = List.copyOf(stretches);
    versions = Set.copyOf(versions);
  }

  public boolean working() {
    return !stretches.isEmpty();
  }

  /** When work begins; only on a working day. */
  public Instant opens() {
    return stretches.get(0).from();
  }

  /** When work ends; only on a working day. */
  public Instant closes() {
    return stretches.get(stretches.size() - 1).to();
  }

  /** The day's working time. */
  public Duration length() {
    return stretches.stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
  }

  static Stretch stretch(LocalDate date, Session session) {
    var midnight = date.atStartOfDay(Clock.COUNTY);
    return new Stretch(
        midnight.plusMinutes(session.from()).toInstant(),
        midnight.plusMinutes(session.to()).toInstant());
  }
}
