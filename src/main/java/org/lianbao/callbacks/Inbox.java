package org.lianbao.callbacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Takes in what partners report. When a method has returned, what it was given is safe. */
public interface Inbox {

  /**
   * Archives a message and records what it says, in one commit. A repeat has no effect; what
   * belongs to no known order of this partner, or has no meaning yet, waits and is tried again.
   *
   * @param items what the partner's mapping made of the message: events {@code {orderNo, event,
   *     occurredAt, eventId?, outcome?, attributes?}}, things without a meaning yet {@code
   *     {orderNo?, unmapped}}, or rows that cannot be used {@code {reject, row, orderNo?}}
   */
  Receipt record(Message message, JsonNode items);

  /**
   * Archives a message that was not recorded, with the reason; it waits for a person.
   *
   * @param verdict whether its route knew it to be the partner's own
   */
  void archive(Message message, String reason, Verdict verdict);

  /** What a route's verification said; NONE where it has not come to that, or has none. */
  enum Verdict {
    VERIFIED,
    REFUSED,
    NONE
  }

  /**
   * A message as it came.
   *
   * @param channel the route it came by
   * @param raw its bytes, unchanged
   * @param fileName the name of the file it came as; {@code null} if it came as none
   * @param polled whether the hub asked for it: then it is kept only if it says anything new
   */
  record Message(
      String partner,
      String channel,
      Instant receivedAt,
      String contentType,
      byte[] raw,
      String fileName,
      boolean polled) {}

  /**
   * What became of a message's items; {@code rejected} go back to the partner.
   *
   * @param caseNos the cases that learned something new
   */
  record Receipt(
      int recorded, int repeated, int waiting, List<Rejection> rejected, List<String> caseNos) {}

  /** A row the partner must send again, with the reason in words it can read. */
  record Rejection(int row, String orderNo, String reason) {}
}
