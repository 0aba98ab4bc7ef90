package org.lianbao.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * One thing a message says, ready to be matched.
 *
 * @param key the same for a repeat: the partner's event id, else a digest of order, event, time and
 *     outcome
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

  private static final int LONGEST_KEY = 200;
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

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
      if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(LATEST)) {
        return unclear(item, orderNo, "UNCLEAR: occurredAt is no time anybody can mean");
      }
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
    if (!item.hasNonNull("eventId")) {
      return Digest.sm3(facts);
    }
    // One message may say several things of one event id.
    var key = item.get("eventId").asText() + "/" + event.name();
    return key.length() > LONGEST_KEY ? Digest.sm3(key) : key;
  }

  /** Whether it says something else, though it has the same event id. */
  boolean differsFrom(Tiding other) {
    return !Objects.equals(orderNo, other.orderNo) || !Objects.equals(outcome, other.outcome);
  }

  /** The same, known by all it says, for a sender that gave its event id to something else too. */
  Tiding underItsOwnKey() {
    var own = Digest.sm3(String.join("|", key, orderNo, "" + outcome));
    return new Tiding(own, orderNo, event, occurredAt, outcome, body, unclear);
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
