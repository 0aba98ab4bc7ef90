package org.lianbao.twin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The orders a twin has, by their number and by its own; kept in memory, the latest 10 000. */
final class OrderBook {

  private static final int MOST = 10_000;
  private static final Pattern COUNTED = Pattern.compile("(.*?)(\\d{1,6})");

  private final String sampleRef;
  private final Map<String, TakenOrder> orders =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TakenOrder> eldest) {
          return size() > MOST;
        }
      };
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> parts = new ConcurrentHashMap<>();
  private int count;

  /**
   * Opens the book.
   *
   * @param sampleRef the partner's own number in its examples, the pattern of those given here;
   *     {@code null} if they have none
   */
  OrderBook(String sampleRef) {
    this.sampleRef = sampleRef;
  }

  synchronized Optional<TakenOrder> find(String orderNo, String partnerRef) {
    return Optional.ofNullable(orderNo == null ? null : orders.get(orderNo))
        .or(
            () ->
                orders.values().stream()
                    .filter(order -> partnerRef != null && partnerRef.equals(order.partnerRef()))
                    .findFirst());
  }

  synchronized TakenOrder take(String orderNo, Instant now) {
    var order = new TakenOrder(orderNo, nextRef(), now);
    orders.put(orderNo, order);
    return order;
  }

  synchronized List<TakenOrder> all() {
    return List.copyOf(orders.values());
  }

  /**
   * Whether this step brings the order for the first time; routes may send one in several parts.
   */
  boolean firstBy(String orderNo, String step) {
    return parts.computeIfAbsent(orderNo, x -> ConcurrentHashMap.newKeySet()).add(step);
  }

  /** How often an order was asked about before; counts this time. */
  int asked(TakenOrder order) {
    return asked.computeIfAbsent(order.orderNo(), x -> new AtomicInteger()).getAndIncrement();
  }

  /** The sample's own number with its last digits counted on. */
  private String nextRef() {
    count++;
    if (sampleRef == null) {
      return null;
    }
    var parts = COUNTED.matcher(sampleRef);
    if (!parts.matches()) {
      return sampleRef + "-" + count;
    }
    var digits = parts.group(2).length();
    var number = (Long.parseLong(parts.group(2)) + count) % (long) Math.pow(10, digits);
    return parts.group(1) + String.format("%0" + digits + "d", number);
  }
}
