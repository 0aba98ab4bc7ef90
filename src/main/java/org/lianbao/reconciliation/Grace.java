package org.lianbao.reconciliation;

import java.time.Instant;

/**
 * The time within which a difference may go by itself.
 *
 * @param since what was delivered, reported or sent at this time or later may be on its way
 */
record Grace(Instant since) {

  /** Whether it holds for something of this time; not if the time is unknown, {@code null}. */
  boolean covers(Instant at) {
    return at != null && !at.isBefore(since);
  }
}
