package org.lianbao.calendar;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, its end not included. */
public record Stretch(Instant from, Instant to) {

  public Duration length() {
    return Duration.between(from, to);
  }
}
