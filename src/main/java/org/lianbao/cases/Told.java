package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.lianbao.calendar.Pause;

/** What the procedure is told; it answers with events. */
public sealed interface Told {

  /**
   * The hub's own delivery of an order succeeded; the partner may have answered with its number.
   *
   * @param closed when the partner could not be reached since the order was owed, in order
   */
  record Delivered(String orderNo, Instant at, String partnerRef, List<Pause> closed)
      implements Told {

    /** To a partner that was never closed. */
    public Delivered(String orderNo, Instant at, String partnerRef) {
      this(orderNo, at, partnerRef, List.of());
    }
  }

  /**
   * The partner refused an order in its answer to the delivery; a business fact.
   *
   * @param closed when the partner could not be reached since the order was owed, in order
   */
  record Refused(String orderNo, Instant at, String code, String reason, List<Pause> closed)
      implements Told {

    /** By a partner that was never closed. */
    public Refused(String orderNo, Instant at, String code, String reason) {
      this(orderNo, at, code, reason, List.of());
    }
  }

  /**
   * Somebody reported something about an order, or, under the case's own number, about the case.
   *
   * @param event what happened, in the hub's vocabulary
   * @param occurredAt when the partner says it happened
   * @param outcome PASS, FAIL, CONNECTED, READY, GRANTED …, or {@code null}
   * @param attributes further facts as an object, never {@code null}
   * @param source who told it: {@code null} for the partner that has the order, else the slug of
   *     another, or {@code window}
   */
  record Reported(
      String orderNo,
      EventType event,
      Instant occurredAt,
      String eventId,
      String outcome,
      JsonNode attributes,
      String source)
      implements Told {

    /** A report by the partner that has the order. */
    public Reported(
        String orderNo,
        EventType event,
        Instant occurredAt,
        String eventId,
        String outcome,
        JsonNode attributes) {
      this(orderNo, event, occurredAt, eventId, outcome, attributes, null);
    }
  }
}
