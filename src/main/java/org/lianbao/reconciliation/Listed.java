package org.lianbao.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.lianbao.cases.EventType;

/**
 * One row of a partner's list.
 *
 * @param about our number of the order or the county's of the application; else the partner's own
 * @param event the last thing it says it reported; {@code null} if it does not say
 * @param lastSeq up to which number it holds the statuses of the case; {@code null} of an order
 */
record Listed(
    String about,
    String partnerRef,
    Instant receivedAt,
    EventType event,
    Instant eventAt,
    String caseNo,
    Long lastSeq) {

  private static final int LONGEST = 100;

  /**
   * Reads a row.
   *
   * @throws Listings.Unlisted if it names nothing, or has a time or an event that is none
   */
  static Listed of(JsonNode row, boolean applications) {
    var own = text(row, applications ? "applyNo" : "orderNo");
    var about = own == null ? text(row, applications ? "caseNo" : "partnerRef") : own;
    if (about == null) {
      throw new Listings.Unlisted("清单有一行没有编号 / a row of the list has no number");
    }
    return new Listed(
        about,
        text(row, "partnerRef"),
        time(row, "receivedAt"),
        event(row),
        time(row, "eventAt"),
        text(row, "caseNo"),
        applications ? row.path("lastSeq").asLong() : null);
  }

  /** What both say together: the first receipt, the last event, the highest number of a status. */
  Listed and(Listed other) {
    var last = eventAt != null && (other.eventAt == null || eventAt.isAfter(other.eventAt));
    var later = last ? this : other;
    var earlier = last ? other : this;
    return new Listed(
        about,
        later.partnerRef == null ? earlier.partnerRef : later.partnerRef,
        first(receivedAt, other.receivedAt),
        later.event == null ? earlier.event : later.event,
        later.eventAt,
        later.caseNo == null ? earlier.caseNo : later.caseNo,
        lastSeq == null ? null : Long.valueOf(Math.max(lastSeq, other.lastSeq)));
  }

  private static Instant first(Instant one, Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  private static String text(JsonNode row, String name) {
    var text = row.path(name).asText("").strip();
    return text.isEmpty() || text.equals("null")
        ? null
        : text.substring(0, Math.min(LONGEST, text.length()));
  }

  private static EventType event(JsonNode row) {
    var name = text(row, "event");
    return name == null
        ? null
        : EventType.reported(name)
            .orElseThrow(
                () ->
                    new Listings.Unlisted(
                        "映射给出的 event 不是单位可报的事件 / the mapping gives an event that no partner reports"));
  }

  private static Instant time(JsonNode row, String name) {
    var text = text(row, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Listings.Unlisted(
          "映射给出的 %s 不是时间 / the mapping gives a %s that is no time".formatted(name, name), e);
    }
  }
}
