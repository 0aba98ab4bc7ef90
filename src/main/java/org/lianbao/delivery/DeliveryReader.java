package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;

/** Reads what the ledger knows of a case, the notices to the county and the records included. */
public interface DeliveryReader {

  /** Everything owed for the case, in the order of each partner's lane; none for no such case. */
  List<DeliveryView> of(String caseNo);

  /**
   * One order.
   *
   * @param state OWED, DISPATCHED, DELIVERED, REFUSED, CANCELLED (withdrawn or called off) or DEAD
   *     (a person must look at it)
   * @param attempts how often it was tried
   * @param dueAt when it is tried next; {@code null} once nothing more is tried
   * @param failure what kind of failure the last attempt was; {@code null} if it was none
   * @param reason why the last attempt did not succeed; holds no personal data
   */
  record DeliveryView(
      String orderNo,
      String partner,
      String kind,
      String state,
      int attempts,
      Instant owedAt,
      Instant dueAt,
      Instant settledAt,
      String partnerRef,
      Failure failure,
      String reason)
      implements Failed {

    /** Whether it still has to reach its partner, by another attempt or by a person's act. */
    public boolean pending() {
      return !List.of("DELIVERED", "REFUSED", "CANCELLED").contains(state);
    }
  }
}
