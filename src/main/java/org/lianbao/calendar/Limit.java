package org.lianbao.calendar;

import java.util.regex.Pattern;

/**
 * A limit in working days, kept in halves: 1 is 0.5 working day. A negative limit is a date before
 * the given one and only in whole days. Never zero; at most 260 days either way.
 */
public record Limit(int halves) {

  private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,3})(\\.[05])?d");
  private static final int MOST = 520;

  public Limit {
    if (halves == 0 || Math.abs(halves) > MOST) {
      throw new CalendarFault("时限须在 0.5 至 260 个工作日之间 / a limit is 0.5 to 260 working days");
    }
    if (halves < 0 && halves % 2 != 0) {
      throw new CalendarFault("倒推的时限须为整日，如 -2d / a limit before a date is in whole days, like -2d");
    }
  }

  /**
   * Reads {@code 0.5d}, {@code 2d}, {@code 1.5d} or {@code -2d}.
   *
   * @throws CalendarFault if the text is none of these
   */
  public static Limit parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new CalendarFault(
          "时限应写作 0.5d、2d、1.5d 或 -2d / a limit is written 0.5d, 2d, 1.5d or -2d");
    }
    var halves = Integer.parseInt(match.group(2)) * 2 + (".5".equals(match.group(3)) ? 1 : 0);
    return new Limit(match.group(1).isEmpty() ? halves : -halves);
  }

  /** Whether this counts backwards from a date. */
  public boolean before() {
    return halves < 0;
  }

  public int wholeDays() {
    return Math.abs(halves) / 2;
  }

  public boolean half() {
    return halves % 2 != 0;
  }

  /** The number of days, as {@code 0.5}, {@code 2} or {@code -2}. */
  public String days() {
    return halves % 2 == 0 ? String.valueOf(halves / 2) : halves / 2 + ".5";
  }

  @Override
  public String toString() {
    return days() + "d";
  }
}
