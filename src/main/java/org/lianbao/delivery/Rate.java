package org.lianbao.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * So many orders a second. Time is used up order by order; what was not used is lost but for what
 * passes between two looks, so that nobody who was idle is flooded.
 */
record Rate(double perSecond) {

  private static final Duration SAVED = Duration.ofMillis(300);

  /** How many may go now. */
  int tokens(Instant freeAt, Instant now) {
    var unused = Duration.between(from(freeAt, now), now).toNanos();
    return (int) Math.min(Integer.MAX_VALUE, unused / interval().toNanos());
  }

  /** Up to when the time is used up after so many went. */
  Instant after(Instant freeAt, Instant now, int went) {
    return from(freeAt, now).plus(interval().multipliedBy(went));
  }

  private Instant from(Instant freeAt, Instant now) {
    var earliest = now.minus(SAVED).minus(interval());
    return freeAt == null || freeAt.isBefore(earliest) ? earliest : freeAt;
  }

  private Duration interval() {
    return Duration.ofNanos(Math.max(1, (long) (1_000_000_000 / perSecond)));
  }
}
