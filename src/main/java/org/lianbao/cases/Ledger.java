package org.lianbao.cases;

import java.time.Instant;
import java.util.List;
import org.lianbao.calendar.Pause;

/** Where the case record puts what it owes; the delivery room keeps it. */
public interface Ledger {

  /**
   * Writes the orders in the caller's transaction and hands those that can go now to their routes
   * once it has committed.
   */
  void owe(List<OwedOrder> orders);

  /**
   * Takes back those of these orders of a case that were never tried, in the caller's transaction;
   * what may have reached its partner goes on.
   */
  void cancel(String caseNo, List<String> orderNos);

  /**
   * When nothing could go to the partner between these instants: its maintenance, the time outside
   * its office hours where it keeps to them, and while an operator held it. In order, apart from
   * each other, and clipped.
   */
  List<Pause> closed(String partner, Instant from, Instant to);
}
