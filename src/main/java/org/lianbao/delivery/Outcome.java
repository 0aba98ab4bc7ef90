package org.lianbao.delivery;

import java.time.Duration;

/**
 * What came of one attempt.
 *
 * @param partnerRef the partner's own number for the order, if it gave one
 * @param failure why a RETRY did not succeed; {@code null} otherwise
 * @param code the partner's code, HTTP status or the like
 * @param reason for people; holds no personal data
 * @param retryAfter the wait the partner asked for, if it did; for a FILE how long it takes
 */
public record Outcome(
    Kind kind,
    String partnerRef,
    Failure failure,
    String code,
    String reason,
    Duration retryAfter) {

  /** DELIVERED and REFUSED end the order; RETRY tries again by the partner's policy. */
  public enum Kind {
    DELIVERED,
    REFUSED,
    RETRY
  }

  /**
   * PARTNER did not answer well, MAPPING did not fit, FILE of the county's is not there, HUB is our
   * own.
   */
  public enum Fault {
    PARTNER,
    MAPPING,
    FILE,
    HUB
  }

  public static Outcome delivered(String partnerRef) {
    return new Outcome(Kind.DELIVERED, partnerRef, null, null, null, null);
  }

  /** A business refusal; it goes to the case and to the county. */
  public static Outcome refused(String code, String reason) {
    return new Outcome(Kind.REFUSED, null, null, code, reason, null);
  }

  public static Outcome retry(Failure failure, String code, String reason, Duration retryAfter) {
    return new Outcome(Kind.RETRY, null, failure, code, reason, retryAfter);
  }

  /** Whose fault a failure is; {@code null} where there is none. */
  public Fault fault() {
    return failure == null ? null : failure.fault();
  }
}
