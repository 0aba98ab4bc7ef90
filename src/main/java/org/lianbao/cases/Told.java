package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What the procedure is told; it answers with events. */
public sealed interface Told {

  /**
   * The hub's own delivery of an order succeeded; the partner may have answered with its number.
   */
  record Delivered(String orderNo, Instant at, String partnerRef) implements Told {}

  /** The partner refused an order in its answer to the delivery; a business fact. */
  record Refused(String orderNo, Instant at, String code, String reason) implements Told {}

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
