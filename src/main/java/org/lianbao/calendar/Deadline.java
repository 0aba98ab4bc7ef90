package org.lianbao.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a limit ends, and how that was reckoned.
 *
 * @param effectiveStart from when it counts: the trigger, or the next working time after it
 * @param dueAt the last moment within the limit
 * @param calendarVersion the versions it rests on, joined by {@code +}: editions, closures, hours
 * @param provisional whether it touches days a notice not yet loaded may change; to be reckoned
 *     again when that edition arrives
 * @param steps the arithmetic: what they count adds up to the working time from the effective start
 *     to the end, pauses left out
 */
public record Deadline(
    Instant triggeredAt,
    Instant effectiveStart,
    Instant dueAt,
    HalfDay strategy,
    String calendarVersion,
    boolean provisional,
    List<Step> steps) {

  public Deadline {
    steps = List.copyOf(steps);
  }

  /** What all steps count together. */
  public Duration counted() {
    return steps.stream().map(Step::counted).reduce(Duration.ZERO, Duration::plus);
  }
}
