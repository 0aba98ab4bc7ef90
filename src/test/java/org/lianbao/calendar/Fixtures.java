package org.lianbao.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import org.lianbao.shared.Clock;

/** What the calendar's tests share. */
final class Fixtures {

  static final WorkingCalendar CALENDAR = CalendarFolder.builtIn();

  private Fixtures() {}

  /** A local time of the county, such as {@code 2026-03-04T08:30}. */
  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
