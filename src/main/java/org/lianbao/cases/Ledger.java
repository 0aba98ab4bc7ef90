package org.lianbao.cases;

import java.util.List;

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
}
