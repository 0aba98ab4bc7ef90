package org.lianbao.alerts;

import java.time.Duration;

/** A channel did not take a message; the text says why and holds no secret and no address. */
final class NotTold extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  NotTold(String why) {
    this(why, Duration.ZERO);
  }

  /**
   * @param retryAfter for how long the channel asked to wait
   */
  NotTold(String why, Duration retryAfter) {
    super(why, null, false, false);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
