package org.lianbao.cases.clocks;

import java.util.Optional;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.Milestone;

/**
 * What a rule names: an event, where it says so only with this outcome.
 *
 * @param outcome {@code null} for any
 */
record Happening(EventType type, String outcome) {

  /** Reads {@code PLAN_COMPLETED} or {@code SUPERVISION_RECORDED:RECTIFIED}. */
  static Optional<Happening> read(String text) {
    var parts = text.split(":", 2);
    return EventType.told(parts[0])
        .map(type -> new Happening(type, parts.length > 1 ? parts[1] : null));
  }

  /** As a rule that was checked names it. */
  static Happening of(String text) {
    return read(text).orElseThrow(() -> new IllegalArgumentException("no event: " + text));
  }

  boolean is(Milestone report) {
    return outcome == null || outcome.equals(report.outcome());
  }
}
