package org.lianbao.mapping;

import static org.lianbao.mapping.Arguments.one;
import static org.lianbao.mapping.Arguments.two;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import org.lianbao.calendar.CalendarFault;
import org.lianbao.calendar.WorkingCalendar;

/** Dates in working days of the county. A date is written as {@code 2026-01-31}. */
final class WorkingDays {

  private static final int MOST = 2_000;

  private final Supplier<WorkingCalendar> calendar;

  private WorkingDays(Supplier<WorkingCalendar> calendar) {
    this.calendar = calendar;
  }

  static Map<String, JFunction> of(Supplier<WorkingCalendar> calendar) {
    var days = new WorkingDays(calendar);
    return Map.of(
        "addWorkingDays",
        two((date, count) -> days.add(date("$addWorkingDays", date), count(count)).toString()),
        "isWorkingDay",
        one(date -> days.works("$isWorkingDay", date("$isWorkingDay", date))));
  }

  /** Forward or back; none leads to the day itself, or to the next that is worked. */
  private LocalDate add(LocalDate date, int count) {
    var step = count < 0 ? -1 : 1;
    var day = date;
    var left = Math.abs(count);
    if (left == 0 && !works("$addWorkingDays", day)) {
      left = 1;
    }
    while (left > 0) {
      day = day.plusDays(step);
      left -= works("$addWorkingDays", day) ? 1 : 0;
    }
    return day;
  }

  private boolean works(String function, LocalDate day) {
    try {
      return !calendar.get().day(day, null).stretches().isEmpty();
    } catch (CalendarFault e) {
      throw new MappingFault(function + ": the calendar knows the years 2000 to 2099");
    }
  }

  private static LocalDate date(String function, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new MappingFault(function + ": a date is written as 2026-01-31");
    }
  }

  private static int count(String text) {
    try {
      var count = Arguments.number("$addWorkingDays", text).intValueExact();
      if (Math.abs(count) <= MOST) {
        return count;
      }
    } catch (ArithmeticException e) {
      // Said below.
    }
    throw new MappingFault("$addWorkingDays: the second argument is a whole number up to " + MOST);
  }
}
