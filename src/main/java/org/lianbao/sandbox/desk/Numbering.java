package org.lianbao.sandbox.desk;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.lianbao.shared.Clock;

/** A utility's own numbers: prefix, county date, then five digits that begin anew each day. */
public final class Numbering {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(Clock.COUNTY);

  private final String prefix;
  private final Map<String, Integer> last = new HashMap<>();

  public Numbering(String prefix) {
    this.prefix = prefix;
  }

  /** The next number of the day. */
  synchronized String next(Instant at) {
    var day = DAY.format(at);
    return prefix + day + "%05d".formatted(last.merge(day, 1, Integer::sum));
  }

  /** Remembers a number given out before, so that it is not given out again. */
  synchronized void seen(String number, Instant at) {
    var day = DAY.format(at);
    last.merge(day, Integer.parseInt(number.substring(prefix.length() + 8)), Math::max);
  }
}
