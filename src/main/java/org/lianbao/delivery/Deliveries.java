package org.lianbao.delivery;

import java.time.Instant;

/** Where a partner's route says what came of an attempt. */
public interface Deliveries {

  /**
   * Settles one attempt in one commit: the order, the attempt, what the case learns from it, and
   * the next order of the lane. An attempt that comes late, after its order was settled, is only
   * written down.
   *
   * @param startedAt when the route took the order
   */
  void settle(Dispatch dispatch, Instant startedAt, Outcome outcome);
}
