package org.lianbao.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * One thing a message says, ready to be matched.
 *
 * @param key the same for a repeat and for nothing else: the partner's event id, else a digest of
 *     order, event, time and outcome
 * @param unclear why it cannot be told to a case as it stands; {@code null} when it can
 */
record Tiding(
    String key,
    String orderNo,
    EventType event,
    Instant occurredAt,
    String outcome,
    JsonNode body,
    String unclear) {

  static Tiding of(JsonNode item) {
    var orderNo = item.path("orderNo").asText("");
    if (item.hasNonNull("unmapped")) {
      return unclear(item, orderNo, "UNMAPPED: " + item.get("unmapped").asText());
    }
    var event = EventType.reported(item.path("event").asText());
    if (orderNo.isBlank()) {
      return unclear(item, orderNo, "UNCLEAR: the mapping gave no orderNo");
    }
    if (event.isEmpty()) {
      return unclear(item, orderNo, "UNMAPPED: no such event " + item.path("event").asText());
    }
    try {
      var occurredAt = OffsetDateTime.parse(item.path("occurredAt").asText()).toInstant();
      var outcome = item.hasNonNull("outcome") ? item.get("outcome").asText() : null;
      return new Tiding(
          key(item, orderNo, event.get(), occurredAt, outcome),
          orderNo,
          event.get(),
          occurredAt,
          outcome,
          item,
          null);
    } catch (DateTimeException e) {
      return unclear(item, orderNo, "UNCLEAR: the mapping gave no readable occurredAt");
    }
  }

  private static String key(
      JsonNode item, String orderNo, EventType event, Instant occurredAt, String outcome) {
    var facts = String.join("|", orderNo, event.name(), occurredAt.toString(), "" + outcome);
    // One message may say several things of one event id.
    return item.hasNonNull("eventId")
        ? item.get("eventId").asText() + "/" + event.name()
        : Digest.sm3(facts);
  }

  private static Tiding unclear(JsonNode item, String orderNo, String why) {
    return new Tiding(
        Digest.sm3(Json.canonical(item)),
        orderNo.isBlank() ? null : orderNo,
        null,
        null,
        null,
        item,
        why);
  }

  Told told() {
    var attributes = body.path("attributes");
    return new Told.Reported(
        orderNo,
        event,
        occurredAt,
        key,
        outcome,
        attributes.isObject() ? attributes : JsonNodeFactory.instance.objectNode());
  }
}
