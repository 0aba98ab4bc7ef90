package org.lianbao.calendar;

import java.util.regex.Pattern;

/**
 * A stretch of office hours within one day, in minutes since midnight: {@code 0 <= from < to <=
 * 1440}.
 */
public record Session(int from, int to) {

  private static final Pattern FORM = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");

  public Session {
    if (from < 0 || from >= to || to > 24 * 60) {
      throw new CalendarFault(
          "办公时段须在 00:00 至 24:00 之间且起早于止 / a session runs forward within 00:00-24:00");
    }
  }

  /**
   * Reads {@code 08:30-12:00}; {@code 24:00} is the end of the day.
   *
   * @throws CalendarFault if the text is not of this form
   */
  public static Session parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new CalendarFault("办公时段应写作 08:30-12:00 / a session is written 08:30-12:00");
    }
    return new Session(
        minutes(match.group(1), match.group(2)), minutes(match.group(3), match.group(4)));
  }

  /** The length in minutes. */
  public int minutes() {
    return to - from;
  }

  @Override
  public String toString() {
    return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
  }

  private static int minutes(String hour, String minute) {
    var minutes = Integer.parseInt(minute);
    if (minutes > 59) {
      throw new CalendarFault("分钟须为 00 至 59 / minutes run from 00 to 59");
    }
    return Integer.parseInt(hour) * 60 + minutes;
  }
}
