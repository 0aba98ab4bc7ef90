package org.lianbao.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Asks partners what they have of a day. */
public interface Listings {

  /**
   * One page of a partner's list.
   *
   * @throws Unlisted if there is no list of that day or it cannot be had or read
   */
  Page page(String partner, Question question);

  /**
   * What is asked for.
   *
   * @param from when the day begins
   * @param to when the next one does
   * @param page counts from 1
   * @param after what the page before gave to go on with; {@code null} for the first
   */
  record Question(LocalDate day, Instant from, Instant to, int page, JsonNode after) {}

  /**
   * Part of a list.
   *
   * @param rows of an {@code upstream} partner {@code {applyNo, caseNo, lastSeq, receivedAt}}, of
   *     any other {@code {orderNo, partnerRef, receivedAt, event, eventAt}}; what is not known is
   *     left out
   * @param next what to ask on with; {@code null} if this was all
   */
  record Page(List<JsonNode> rows, JsonNode next) {}

  /** A list that cannot be had; the text says why, without personal data. */
  final class Unlisted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unlisted(String message) {
      super(message);
    }

    public Unlisted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
