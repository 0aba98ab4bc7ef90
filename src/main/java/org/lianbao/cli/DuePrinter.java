package org.lianbao.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lianbao.calendar.Deadline;
import org.lianbao.calendar.Limit;
import org.lianbao.calendar.Step;
import org.lianbao.calendar.Term;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** Prints a deadline, for a person or for a program. */
final class DuePrinter {

  private final PrintWriter out;

  DuePrinter(PrintWriter out) {
    this.out = out;
  }

  /** The end of the limit, and below it the arithmetic if asked for. */
  void words(Limit limit, Deadline deadline, boolean why) {
    var due = local(deadline.dueAt());
    out.printf(
        "到期 / due: %s %s %s %s%s%n",
        due.toLocalDate(),
        DateTimeFormatter.ISO_LOCAL_TIME.format(due).replaceFirst("^(\\d\\d:\\d\\d):00$", "$1"),
        due.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.CHINA),
        due.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
        deadline.provisional() ? "（暂定 / provisional）" : "");
    if (why) {
      out.printf("日历 / calendar: %s%n", deadline.calendarVersion());
      if (limit.half()) {
        out.printf("半日口径 / half a day: %s%n", deadline.strategy());
      }
      out.println();
      var number = 1;
      for (var step : deadline.steps()) {
        out.printf("%3d. %s%n     %s%n", number++, step.zh(), step.en());
      }
    }
    out.flush();
  }

  /** One JSON document; times with the county's offset, lengths in seconds. */
  void json(Term term, Deadline deadline) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("limit", term.limit().toString());
    answer.put("party", term.party());
    answer.put("triggeredAt", local(deadline.triggeredAt()));
    answer.put("effectiveStart", local(deadline.effectiveStart()));
    answer.put("dueAt", local(deadline.dueAt()));
    answer.put("strategy", deadline.strategy());
    answer.put("calendarVersion", deadline.calendarVersion());
    answer.put("provisional", deadline.provisional());
    answer.put("countedSeconds", deadline.counted().toSeconds());
    answer.put("steps", deadline.steps().stream().map(DuePrinter::step).toList());
    out.println(Json.write(answer));
    out.flush();
  }

  private static Map<String, Object> step(Step step) {
    var told = new LinkedHashMap<String, Object>();
    told.put("from", local(step.from()));
    told.put("to", local(step.to()));
    told.put("countedSeconds", step.counted().toSeconds());
    told.put("zh", step.zh());
    told.put("en", step.en());
    return told;
  }

  private static OffsetDateTime local(Instant at) {
    return at.atZone(Clock.COUNTY).toOffsetDateTime();
  }
}
