package org.lianbao.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads editions, local days and office hours from CSV. */
final class CsvFiles {

  private static final Pattern SCOPE = Pattern.compile("\\*|[a-z][a-z0-9-]{0,39}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,30}");

  private CsvFiles() {}

  static Edition edition(String file, byte[] bytes) {
    var faults = new FileFaults(file);
    var table = CsvTable.read(bytes, "date,kind,name,basis", faults);
    var year = faults.tried(1, () -> Edition.year(table.edition()));
    faults.throwIfAny();
    var rows = new TreeMap<LocalDate, DayRow>();
    for (var row : table.rows()) {
      var day = faults.tried(row.line(), () -> Edition.checked(day(row, 0), year));
      put(rows, day, row.line(), faults);
    }
    faults.throwIfAny();
    return edition(table.edition(), table.source(), rows, faults);
  }

  /** Makes an edition of rows read; a refusal names the file. */
  static Edition edition(String id, String source, Map<LocalDate, DayRow> rows, FileFaults faults) {
    try {
      return new Edition(id, FileText.words(source, 200), rows);
    } catch (CalendarFault e) {
      throw faults.whole(e.getMessage());
    }
  }

  static LocalDays localDays(String file, byte[] bytes) {
    var faults = new FileFaults(file);
    var table = CsvTable.read(bytes, "scope,date,kind,name,basis", faults);
    var scopes = new HashMap<String, Map<LocalDate, DayRow>>();
    for (var row : table.rows()) {
      var scope = faults.tried(row.line(), () -> scope(row.get(0)));
      var day = faults.tried(row.line(), () -> day(row, 1));
      if (scope != null) {
        put(scopes.computeIfAbsent(scope, s -> new TreeMap<>()), day, row.line(), faults);
      }
    }
    faults.throwIfAny();
    return new LocalDays(id(table, faults), scopes);
  }

  static WorkingHours hours(String file, byte[] bytes) {
    var faults = new FileFaults(file);
    var table = CsvTable.read(bytes, "party,from,to,sessions", faults);
    var rules = new ArrayList<WorkingHours.Rule>();
    for (var row : table.rows()) {
      rules.add(faults.tried(row.line(), () -> rule(row)));
    }
    faults.throwIfAny();
    try {
      return new WorkingHours(id(table, faults), rules);
    } catch (CalendarFault e) {
      throw faults.whole(e.getMessage());
    }
  }

  /** Adds a row, unless its day has one already. */
  static void put(Map<LocalDate, DayRow> rows, DayRow row, int line, FileFaults faults) {
    if (row != null && rows.putIfAbsent(row.date(), row) != null) {
      faults.at(line, "%1$s 出现两次 / %1$s stands here twice".formatted(row.date()));
    }
  }

  private static DayRow day(CsvTable.Row row, int column) {
    var date = FileText.date(row.get(column), "uuuu-MM-dd");
    var kind =
        switch (row.get(column + 1)) {
          case "OFF" -> DayKind.OFF;
          case "WORK" -> DayKind.WORK;
          default -> throw new CalendarFault("kind 应为 OFF 或 WORK / kind is OFF or WORK");
        };
    var name = FileText.words(row.get(column + 2), 100);
    if (name.isEmpty()) {
      throw new CalendarFault("缺少 name / name is missing");
    }
    return new DayRow(date, kind, name, FileText.words(row.get(column + 3), 200));
  }

  private static WorkingHours.Rule rule(CsvTable.Row row) {
    List<Session> sessions = Arrays.stream(row.get(3).split(" +")).map(Session::parse).toList();
    return new WorkingHours.Rule(
        scope(row.get(0)), monthDay(row.get(1)), monthDay(row.get(2)), sessions);
  }

  private static MonthDay monthDay(String text) {
    // A leap year, so that a season may end on 02-29.
    return MonthDay.from(FileText.date("2028-" + text, "uuuu-MM-dd"));
  }

  private static String scope(String text) {
    if (!SCOPE.matcher(text).matches()) {
      throw new CalendarFault("应为 * 或单位代号 / * for everybody, or a party's short name");
    }
    return text;
  }

  private static String id(CsvTable table, FileFaults faults) {
    if (!ID.matcher(table.edition()).matches()) {
      throw faults.whole("版本号限字母、数字、点和横线 / an id is of letters, digits, dots and hyphens");
    }
    return table.edition();
  }
}
