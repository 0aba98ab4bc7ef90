package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.lianbao.cases.EventType;

/**
 * What is known of one milestone of one order.
 *
 * @param implied nobody reported it, but a later milestone cannot have come without it
 * @param attributes further facts, in the form {@link Facts} gives them
 */
public record Milestone(Instant occurredAt, String outcome, boolean implied, JsonNode attributes) {

  public Milestone {
    attributes = Facts.orNone(attributes);
  }

  /** What nobody reported but the time proves; what is connected has passed its acceptance. */
  static Milestone implied(EventType type, Instant at) {
    var outcome = type == EventType.ACCEPTANCE_DECIDED ? "PASS" : null;
    return new Milestone(at, outcome, true, Facts.none());
  }

  /** Whether a connection is only made ready (具备供暖条件), not yet open. */
  boolean ready() {
    return "READY".equalsIgnoreCase(outcome);
  }

  /** Whether a closing came of the applicant or the hub, and not of the partner that has it. */
  boolean takenBack() {
    return Ending.TAKEN_BACK.contains(attributes.path("by").asText());
  }

  /** Whether a closing takes back what was already granted or connected (撤销). */
  boolean cancelled() {
    return "CANCELLED".equalsIgnoreCase(outcome)
        || "CANCELLED".equalsIgnoreCase(attributes.path("kind").asText());
  }
}
