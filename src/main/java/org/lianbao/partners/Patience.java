package org.lianbao.partners;

import java.util.Locale;
import org.lianbao.shared.Finding.Words;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long something may take before a person should ask: clock time for what machines do, working
 * days for what people do.
 *
 * @param amount seconds of clock time, or working days and parts of them; more than zero
 */
public record Patience(double amount, Measure measure) {

  private static final String DAYS = "wd";
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  /** In what it is counted. */
  public enum Measure {
    /** Seconds, day and night. */
    CLOCK,
    /** Days with office hours, each as long as its own office hours. */
    WORKING_DAYS
  }

  /** Reads {@code 30m}, {@code 2h}, {@code 1d} as clock time and {@code 0.5wd} as working days. */
  public static Patience of(String text) {
    return text.endsWith(DAYS)
        ? new Patience(
            Double.parseDouble(text.substring(0, text.length() - DAYS.length())),
            Measure.WORKING_DAYS)
        : new Patience(DurationStyle.detectAndParse(text).toSeconds(), Measure.CLOCK);
  }

  /** The shorter of two of one measure. */
  public Patience orLess(Patience other) {
    return other.amount < amount ? other : this;
  }

  /** As people say it, to a tenth. */
  public Words words() {
    if (measure == Measure.WORKING_DAYS) {
      return words(amount, "个工作日", "working days");
    }
    if (amount < 2 * HOUR) {
      return words(amount / MINUTE, "分钟", "minutes");
    }
    return amount < 2 * DAY
        ? words(amount / HOUR, "小时", "hours")
        : words(amount / DAY, "天", "days");
  }

  private static Words words(double number, String zh, String en) {
    var text = String.format(Locale.ROOT, "%.1f", number).replaceFirst("\\.0$", "");
    return new Words(text + " " + zh, text + " " + en);
  }
}
