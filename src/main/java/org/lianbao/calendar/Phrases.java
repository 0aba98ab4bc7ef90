package org.lianbao.calendar;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.lianbao.shared.Clock;

/** Dates, times and lengths as the arithmetic words them. */
public final class Phrases {

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

  private Phrases() {}

  public static Instant midnight(LocalDate date) {
    return date.atStartOfDay(Clock.COUNTY).toInstant();
  }

  /** {@code 2026-09-18（周五）}. */
  public static String zh(LocalDate date) {
    return date + "（" + date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.CHINA) + "）";
  }

  public static String en(LocalDate date) {
    return date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + date;
  }

  public static String zh(Instant at) {
    var local = local(at);
    return zh(local.toLocalDate()) + time(local);
  }

  public static String en(Instant at) {
    var local = local(at);
    return en(local.toLocalDate()) + " " + time(local);
  }

  /** The day, and on a make-up day why it is one. */
  public static String zh(Day day) {
    return day.row() == null ? zh(day.date()) : zh(day.date()) + "上班〔" + reason(day.row()) + "〕";
  }

  public static String en(Day day) {
    return day.row() == null
        ? en(day.date())
        : en(day.date()) + " worked [" + reason(day.row()) + "]";
  }

  public static String reason(DayRow row) {
    return row.basis().isEmpty() ? row.name() : row.name() + "，" + row.basis();
  }

  /** {@code 16:00–18:00}; a session's end at midnight is 24:00. */
  public static String hours(Stretch part) {
    var end = local(part.to());
    var midnight = end.toLocalDate().isAfter(local(part.from()).toLocalDate());
    return time(local(part.from())) + "–" + (midnight ? "24:00" : time(end));
  }

  public static String zh(Duration length) {
    return length(length, " 分钟", " 秒");
  }

  public static String en(Duration length) {
    return length(length, " min", " s");
  }

  private static String length(Duration length, String minute, String second) {
    var seconds = length.minusMinutes(length.toMinutes());
    if (seconds.isZero()) {
      return length.toMinutes() + minute;
    }
    var exact =
        BigDecimal.valueOf(seconds.toNanos(), 9).stripTrailingZeros().toPlainString() + second;
    return length.toMinutes() == 0 ? exact : length.toMinutes() + minute + " " + exact;
  }

  private static LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, Clock.COUNTY);
  }

  private static String time(LocalDateTime at) {
    return at.getSecond() == 0 && at.getNano() == 0
        ? MINUTE.format(at)
        : DateTimeFormatter.ISO_LOCAL_TIME.format(at);
  }
}
