package org.lianbao.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One VEVENT while it is read. */
final class ICalendarEvent {

  private static final Set<String> OFF = Set.of("OFF", "HOLIDAY", "WORK-HOLIDAY", "放假", "休");
  private static final Set<String> WORK = Set.of("WORK", "WORKDAY", "ALTERNATE-WORKDAY", "上班", "班");

  private final int line;
  private LocalDate start;
  private LocalDate end;
  private String summary = "";
  private String description = "";
  private DayKind kind;
  private boolean cancelled;

  ICalendarEvent(int line) {
    this.line = line;
  }

  /** Where it begins in the file. */
  int line() {
    return line;
  }

  void read(ICalendarLine said, FileFaults faults) {
    var at = said.number();
    switch (said.name()) {
      case "DTSTART" -> start = faults.tried(at, () -> date(said));
      case "DTEND" -> end = faults.tried(at, () -> date(said));
      case "SUMMARY" -> summary = said.text();
      case "DESCRIPTION" -> description = said.text();
      case "STATUS" -> cancelled = said.is("CANCELLED");
      case "CATEGORIES", "X-APPLE-SPECIAL-DAY", "X-LIANBAO-KIND" ->
          Arrays.stream(said.value().split(",")).forEach(word -> mark(word, at, faults));
      case "RRULE", "RDATE", "EXDATE", "DURATION" ->
          faults.at(
              at,
              "不支持 %1$s，请逐日列出 / %1$s is not read; list each day with DTSTART and DTEND"
                  .formatted(said.name()));
      default -> {
        // Of no meaning for working days.
      }
    }
  }

  /** Its days, DTEND not included; none if it is cancelled. */
  List<DayRow> days() {
    if (cancelled) {
      return List.of();
    }
    if (start == null) {
      throw new CalendarFault("事件缺少可用的 DTSTART / the event has no usable DTSTART");
    }
    if (kind == null) {
      throw new CalendarFault(
          "事件未注明放假或上班，请加 CATEGORIES:OFF 或 CATEGORIES:WORK"
              + " / the event says neither rest nor work; add CATEGORIES:OFF or CATEGORIES:WORK");
    }
    if (summary.isEmpty()) {
      throw new CalendarFault("事件缺少 SUMMARY / the event has no SUMMARY");
    }
    var after = end == null ? start.plusDays(1) : end;
    if (!after.isAfter(start)) {
      throw new CalendarFault("DTEND 须晚于 DTSTART / DTEND must be after DTSTART");
    }
    var name = FileText.words(summary, 100);
    var basis = FileText.words(description, 200);
    var days = new ArrayList<DayRow>();
    for (var day = start; day.isBefore(after) && days.size() <= 31; day = day.plusDays(1)) {
      days.add(new DayRow(day, kind, name, basis));
    }
    return days;
  }

  private void mark(String word, int at, FileFaults faults) {
    var said = ICalendar.upper(word);
    var meant = OFF.contains(said) ? DayKind.OFF : WORK.contains(said) ? DayKind.WORK : null;
    if (meant == null) {
      return;
    }
    if (kind != null && kind != meant) {
      faults.at(at, "既标放假又标上班 / marked as rest and as work");
    }
    kind = meant;
  }

  private static LocalDate date(ICalendarLine said) {
    if (said.value().strip().length() != 8) {
      throw new CalendarFault(
          "%1$s 应为全天日期，如 %1$s;VALUE=DATE:20261001 / must be a whole day, like that"
              .formatted(said.name()));
    }
    return FileText.date(said.value().strip(), "uuuuMMdd");
  }
}
