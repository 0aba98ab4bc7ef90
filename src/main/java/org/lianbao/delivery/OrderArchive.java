package org.lianbao.delivery;

import java.util.List;
import java.util.Optional;

/** Looks back at the orders of a partner, for whoever works on its mappings. */
public interface OrderArchive {

  /** The orders owed last, latest first. */
  List<Kept> latest(String partner, int limit);

  /** The order with this number, if it is this partner's. */
  Optional<Kept> find(String partner, String orderNo);

  /** How many orders of this partner are not settled. */
  long unsettled(String partner);

  /**
   * An order as its partner's route gets it.
   *
   * @param content the document, cut to what the partner may see, as JSON text; holds personal data
   */
  record Kept(String orderNo, String content) {}
}
