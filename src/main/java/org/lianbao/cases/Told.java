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
   * A partner reported something about its order.
   *
   * @param event what happened, in the hub's vocabulary
   * @param occurredAt when the partner says it happened
   * @param outcome PASS, FAIL, CONNECTED, READY, GRANTED …, or {@code null}
   * @param attributes further facts as an object, never {@code null}
   */
  record Reported(
      String orderNo,
      EventType event,
      Instant occurredAt,
      String eventId,
      String outcome,
      JsonNode attributes)
      implements Told {}
}
