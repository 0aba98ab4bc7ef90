package org.lianbao.cases.clocks;

import java.time.Instant;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.Timing;
import org.lianbao.rules.ClockRule;

/**
 * A limit as the case file has it, before anything is reckoned.
 *
 * @param id which limit of the case: order and rule, and which time where it may run again
 * @param party slug of the partner that has the order, or {@code window}
 * @param service the service it is about, or {@code null}
 * @param from when it was started
 * @param to the day or the time that was named for its end; {@code null} where it is so many days
 * @param halts in which it did not run
 * @param until what stopped it, {@code null} if nothing has
 * @param dropped when it was no longer owed, {@code null} while it is
 * @param told what was told of it so far
 */
record Run(
    String id,
    String orderNo,
    String party,
    String service,
    ClockRule rule,
    Instant from,
    Instant to,
    List<Halt> halts,
    Stop until,
    Instant dropped,
    Timing.Told told) {

  /**
   * What stopped it.
   *
   * @param implied nobody reported it; a later report proves it, and its time is taken
   */
  record Stop(Instant at, EventType by, boolean implied) {}
}
