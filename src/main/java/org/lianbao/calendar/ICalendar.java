package org.lianbao.calendar;

import java.time.LocalDate;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lianbao.shared.Digest;

/**
 * Reads an edition from an iCalendar file (RFC 5545): all-day events, each marked as rest or as
 * work. Anything that would have to be guessed is refused with its line. Its id is the year and the
 * beginning of the file's digest, unless the file has {@code X-LIANBAO-EDITION}.
 */
final class ICalendar {

  private static final int MOST_DAYS = 31;

  private final FileFaults faults;
  private final SortedMap<LocalDate, DayRow> rows = new TreeMap<>();
  private String id;
  private String source = "";

  private ICalendar(FileFaults faults) {
    this.faults = faults;
  }

  static Edition edition(String file, byte[] bytes) {
    var faults = new FileFaults(file);
    var calendar = new ICalendar(faults);
    calendar.read(ICalendarLine.unfold(FileText.lines(bytes, faults), faults));
    faults.throwIfAny();
    if (calendar.rows.isEmpty()) {
      throw faults.whole("没有事件（VEVENT）/ holds no events (VEVENT)");
    }
    var year = calendar.rows.lastKey().getYear();
    var id = calendar.id != null ? calendar.id : year + "." + Digest.sm3(bytes).substring(0, 8);
    return CsvFiles.edition(id, calendar.source, calendar.rows, faults);
  }

  private void read(Iterable<ICalendarLine> lines) {
    ICalendarEvent event = null;
    var depth = 0;
    var skipped = 0;
    var last = 1;
    for (var line : lines) {
      last = line.number();
      var opens = line.name().equals("BEGIN");
      if (depth == 0 && !(opens && line.is("VCALENDAR"))) {
        throw faults.whole("不是 iCalendar 文件 / does not begin with BEGIN:VCALENDAR");
      }
      if (opens) {
        depth++;
        if (depth == 2 && line.is("VEVENT")) {
          event = new ICalendarEvent(line.number());
        } else if (depth > 1) {
          skipped++;
        }
      } else if (line.name().equals("END")) {
        depth--;
        if (skipped > 0) {
          skipped--;
        } else if (event != null) {
          take(event);
          event = null;
        }
      } else if (skipped == 0 && event != null) {
        event.read(line, faults);
      } else if (depth == 1) {
        head(line);
      }
    }
    if (depth != 0) {
      faults.at(last, "BEGIN 与 END 不配对 / BEGIN and END do not match");
    }
  }

  private void head(ICalendarLine line) {
    switch (line.name()) {
      case "X-LIANBAO-EDITION" -> id = line.value().strip();
      case "X-WR-CALNAME" -> source = line.text();
      default -> {
        // Of no meaning for working days.
      }
    }
  }

  private void take(ICalendarEvent event) {
    var read = faults.tried(event.line(), event::days);
    if (read == null) {
      return;
    }
    if (read.size() > MOST_DAYS) {
      faults.at(event.line(), "事件超过 31 天 / an event of more than 31 days");
      return;
    }
    for (var row : read) {
      // The year of the notice is known only at the end; a weekday marked as worked is seen here.
      var checked = faults.tried(event.line(), () -> Edition.checked(row, row.date().getYear()));
      CsvFiles.put(rows, checked, event.line(), faults);
    }
  }

  static String upper(String text) {
    return text.strip().toUpperCase(Locale.ROOT);
  }
}
