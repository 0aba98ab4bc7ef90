package org.lianbao.routing.gate;

import org.lianbao.cases.Cases;
import org.lianbao.delivery.OrderArchive;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether a partner can go: what it still has to finish. */
@Component
class Ending {

  private static final int COUNTED = 1_000;

  private final Cases cases;
  private final OrderArchive orders;
  private final TransactionTemplate transaction;

  Ending(Cases cases, OrderArchive orders, TransactionTemplate transaction) {
    this.cases = cases;
    this.orders = orders;
    this.transaction = transaction;
  }

  /** Orders that it has not finished, or that are still on their way to it. */
  long unfinished(String slug) {
    var open = transaction.execute(status -> cases.unfinished(slug, COUNTED).size());
    return Math.max(open == null ? 0 : open, orders.unsettled(slug));
  }
}
