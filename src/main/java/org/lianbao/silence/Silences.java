package org.lianbao.silence;

import java.time.Instant;
import java.util.List;
import org.lianbao.shared.Finding.Words;

/** Tells which orders nothing is heard of, for pages, the API and the operator's commands. */
public interface Silences {

  /** The silent orders of one case; none if there is no such case. */
  List<SilentOrder> of(String caseNo);

  /** What is silent at the partners now, of each partner and state one line. */
  List<SilentState> now();

  /**
   * An order of which nothing is heard for too long.
   *
   * @param state SENT, RECEIPTED or ACCEPTED
   * @param heardAt when something was last heard of it, by the hub's clock
   * @param limit how long that may take
   */
  record SilentOrder(String orderNo, String state, Instant heardAt, Words limit) {}

  /**
   * The silent orders of one partner in one state.
   *
   * @param state SENT, RECEIPTED or ACCEPTED
   * @param orderNo the one not heard of for longest
   * @param caseNo its case
   * @param heardAt when something was last heard of that one, by the hub's clock
   * @param limit how long that may take
   * @param orders how many they are
   * @param atAll whether nothing was heard of any other order in that time either
   */
  record SilentState(
      String partner,
      String state,
      String orderNo,
      String caseNo,
      Instant heardAt,
      Words limit,
      int orders,
      boolean atAll) {}
}
