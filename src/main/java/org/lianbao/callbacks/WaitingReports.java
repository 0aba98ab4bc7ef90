package org.lianbao.callbacks;

import java.util.Collection;
import java.util.Set;

/** Tells what of an order's reports lies in the inbox without effect. */
public interface WaitingReports {

  /** Those of the partner's orders of which something waits for a meaning or an order. */
  Set<String> ofOrders(String partner, Collection<String> orderNos);
}
