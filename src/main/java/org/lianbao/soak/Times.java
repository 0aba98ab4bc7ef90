package org.lianbao.soak;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.lianbao.shared.Clock;

/** Times of day as the soak prints them. */
final class Times {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(Clock.COUNTY);

  private Times() {}

  static String of(Instant at) {
    return FORM.format(at);
  }
}
