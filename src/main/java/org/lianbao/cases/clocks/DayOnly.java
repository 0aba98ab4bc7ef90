package org.lianbao.cases.clocks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.lianbao.shared.Clock;

/**
 * Reports that give a day and no time of day, such as the date of a decision (批复日期): they come as
 * the midnight that day begins with.
 */
final class DayOnly {

  private DayOnly() {}

  /** Whether this is a day. */
  static boolean is(Instant at) {
    return LocalTime.ofInstant(at, Clock.COUNTY).equals(LocalTime.MIDNIGHT);
  }

  /** Whether the first is a day on which the second lies, so that nobody knows which came first. */
  static boolean of(Instant day, Instant at) {
    return is(day) && date(day).equals(date(at));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, Clock.COUNTY);
  }
}
