package org.lianbao.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The rules as an operator sees them. */
public interface Retention {

  /** What each rule would remove now, and what stays and why. Removes nothing. */
  Report look();

  /**
   * Applies every rule now.
   *
   * @param by who asks
   * @return what went; a rule that failed says so and the others are applied all the same
   */
  Report sweep(String by);

  /** The rules that this hub could not apply whole when it last did, each since when. */
  Map<String, Instant> failing();

  /** What the rules say at a time. */
  record Report(Instant at, List<Line> rules) {}

  /**
   * What one rule says.
   *
   * @param days how long it keeps
   * @param before what is older than this is looked at
   * @param fault why it could not be applied whole; {@code null} where it was
   */
  record Line(
      String rule, String keep, long days, Instant before, List<Portion> portions, String fault) {}
}
