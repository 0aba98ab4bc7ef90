package org.lianbao.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The holidays and make-up days of one year, as the State Council's notice for that year sets them.
 * A notice may reach into the December before (2018-12-29 was worked for the new year of 2019).
 *
 * @param id the version, {@code <year>.<number or word>}, such as {@code 2026.1}; new rows, new id
 * @param source the notice
 * @param rows the exceptions to the plain week, by date
 */
public record Edition(String id, String source, Map<LocalDate, DayRow> rows) {

  private static final Pattern ID = Pattern.compile("20\\d\\d\\.[A-Za-z0-9-]{1,20}");

  public Edition {
    rows = Map.copyOf(rows);
    var year = year(id);
    rows.values().forEach(row -> checked(row, year));
  }

  /** The year whose notice this is. */
  public int year() {
    return year(id);
  }

  static int year(String id) {
    if (!ID.matcher(id).matches()) {
      throw new CalendarFault("版本号应形如 2027.1 / an edition's id is written like 2027.1");
    }
    return Integer.parseInt(id.substring(0, 4));
  }

  /** The row, refused if it cannot stand in the notice for this year. */
  static DayRow checked(DayRow row, int year) {
    var date = row.date();
    var inside =
        date.getYear() == year || (date.getYear() == year - 1 && date.getMonth() == Month.DECEMBER);
    if (!inside) {
      throw new CalendarFault(
          "%1$s 不属于 %2$d 年的安排 / %1$s is no day of the notice for %2$d".formatted(date, year));
    }
    if (row.kind() == DayKind.WORK && !weekend(date)) {
      throw new CalendarFault(
          "%1$s 本是工作日，不能标为调休上班 / %1$s is a weekday, WORK is for make-up days".formatted(date));
    }
    return row;
  }

  static boolean weekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
