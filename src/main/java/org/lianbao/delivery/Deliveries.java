package org.lianbao.delivery;

import java.time.Instant;

/** Where a partner's route says what came of an attempt. */
public interface Deliveries {

  /**
   * Whether an attempt may be made, or gone on with: its lease lasts. A route asks when it takes an
   * order from its queue, and before each further part of a long conversation. What may go is on
   * its way with this hub until it is settled.
   */
  boolean mayGo(Dispatch dispatch);

  /**
   * Settles one attempt in one commit: the order, the attempt, what the case learns from it, and
   * the next order of the lane. An attempt that comes late, after its order was settled, is only
   * written down. What the database cannot take now is kept and settled as soon as it can.
   *
   * @param startedAt when the route took the order
   */
  void settle(Dispatch dispatch, Instant startedAt, Outcome outcome);

  /**
   * Tells that what this hub put into the queues and nobody took is gone, as the broker is. All of
   * it goes again at once, but for what is on its way with this hub.
   */
  void queuesLost();
}
