package org.lianbao.partners;

import java.time.Duration;

/**
 * When a failed attempt is tried again: after {@code first}, then each time {@code factor} as long,
 * at most {@code max}, with up to {@code jitter} (0 to 1) of it added at random, until {@code
 * giveUpAfter} has passed since the order was owed.
 */
public record RetryPolicy(
    Duration first, double factor, Duration max, Duration giveUpAfter, double jitter) {

  /** The wait before the attempt that follows the given number of failures, at least 1. */
  public Duration delay(int failures, double random) {
    var millis = first.toMillis() * Math.pow(factor, Math.max(0, failures - 1));
    var capped = Math.min(millis, max.toMillis());
    return Duration.ofMillis((long) (capped * (1 + jitter * random)));
  }
}
