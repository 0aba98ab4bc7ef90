package org.lianbao.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Reads what was owed within a time, for whoever compares it with what a partner has. */
public interface OrdersOfDay {

  /**
   * The orders of these kinds, owed to the partner from {@code from} on and before {@code to}, case
   * by case in the order of its lane. Read as it is consumed, within the caller's transaction; to
   * be closed.
   */
  Stream<OwedOrder> owed(String partner, Set<String> kinds, Instant from, Instant to);

  /**
   * The county's days on which any of these orders was tried, give or take the five minutes that
   * two clocks may differ.
   */
  SortedSet<LocalDate> daysTried(String partner, Set<String> kinds, Instant from, Instant to);

  /** The partner's orders among these numbers, by number. */
  Map<String, OwedOrder> byNumber(String partner, Collection<String> orderNos);

  /**
   * One order.
   *
   * @param state as {@link DeliveryReader.DeliveryView#state}
   * @param partnerRef the partner's own number; {@code null} if it gave none
   * @param settledAt {@code null} while it is not
   */
  record OwedOrder(
      String orderNo, String caseNo, String state, String partnerRef, Instant settledAt) {}
}
