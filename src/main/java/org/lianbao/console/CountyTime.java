package org.lianbao.console;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.lianbao.shared.Clock;

/** Times as people of the county read them. */
final class CountyTime {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);
  private static final DateTimeFormatter BRIEF =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  private CountyTime() {}

  /** Year to second, or nothing for no time. */
  static String full(Instant at) {
    return at == null ? "" : FULL.format(at);
  }

  /** Month to second, or nothing for no time. */
  static String brief(Instant at) {
    return at == null ? "" : BRIEF.format(at);
  }
}
