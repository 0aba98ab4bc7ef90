package org.lianbao.reconciliation;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How the comparison of a partner and a day went last.
 *
 * @param reason why it failed; {@code null} unless it did
 */
public record Comparison(
    String partner,
    LocalDate day,
    State state,
    Instant startedAt,
    Instant endedAt,
    String reason,
    Counts counts,
    int differences) {

  /** RUNNING from its start on; FAILED where the list could not be had. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * What was counted.
   *
   * @param pushed orders owed that day, of the kinds the partner lists
   * @param delivered those of them that were delivered
   * @param onTheWay those that are not, and are neither refused nor given up
   * @param acknowledged those that the partner has, by its list
   * @param statuses what the partner has reported about them; of the county the applications that
   *     became cases that day
   * @param young differences within the partner's grace, which may go by themselves
   */
  public record Counts(
      long pushed, long delivered, long onTheWay, long acknowledged, long statuses, long young) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          pushed + other.pushed,
          delivered + other.delivered,
          onTheWay + other.onTheWay,
          acknowledged + other.acknowledged,
          statuses + other.statuses,
          young + other.young);
    }
  }
}
