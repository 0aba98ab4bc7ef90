package org.lianbao.shared;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The only place that reads the time. Instants are cut to microseconds, which is what the database
 * keeps, so that a value read back equals the value written.
 */
public final class Clock {

  /** The zone in which the county lives; no daylight saving since 1991. */
  public static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

  private final InstantSource source;

  public Clock(InstantSource source) {
    this.source = source;
  }

  /** The machine's own clock. */
  public static Clock system() {
    return new Clock(InstantSource.system());
  }

  /** Now, in microseconds. */
  public Instant now() {
    return source.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
