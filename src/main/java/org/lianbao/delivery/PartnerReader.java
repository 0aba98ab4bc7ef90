package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads how deliveries to each partner go, for pages, the API and the operator's commands. */
public interface PartnerReader {

  /** Every partner, by slug. */
  List<PartnerView> all();

  /**
   * The partners that neither the hub nor an operator holds, each with when a hold of it last
   * ended; the epoch if there was none.
   */
  Map<String, Instant> free();

  /** The latest acts that concern the partner, latest first. */
  List<Act> acts(String partner, int limit);

  /** Its orders that a person must look at, longest owed first. */
  List<DeadLetter> dead(String partner, int limit);

  /** OPEN takes orders as they come; the others in the order in which they go before each other. */
  enum State {
    /** An operator holds it. */
    PAUSED,
    /** The hub holds it, since it fails; one order at a time is tried. */
    HELD,
    /** It is outside its hours, or in maintenance. */
    CLOSED,
    /** Its last attempts failed; it is not held yet. */
    FAILING,
    OPEN
  }

  /**
   * How deliveries to one partner go.
   *
   * @param since when this state began; {@code null} while OPEN or CLOSED
   * @param until when the next order is tried (HELD), or when it ends by itself; else {@code null}
   * @param by who paused it
   * @param reason why it is in this state; holds no personal data
   * @param failure what kind of failure its last one was since it last answered
   * @param waiting orders that wait for it
   * @param onTheirWay orders on their way to it
   * @param dead orders that a person must look at
   * @param oldest when the longest waiting of all these was owed
   */
  record PartnerView(
      String partner,
      State state,
      Instant since,
      Instant until,
      String by,
      String reason,
      Failure failure,
      long waiting,
      long onTheirWay,
      long dead,
      Instant oldest)
      implements Failed {}

  /** An order that was given up. */
  record DeadLetter(
      String orderNo,
      String caseNo,
      String kind,
      int attempts,
      Instant owedAt,
      Instant settledAt,
      Failure failure,
      String reason)
      implements Failed {}

  /**
   * What somebody did.
   *
   * @param by a person, or {@code hub}
   * @param act HOLD, RELEASE, RESEND or CANCEL
   * @param orders how many orders of the partner it concerned
   */
  record Act(Instant at, String by, String act, String reason, int orders) {}
}
