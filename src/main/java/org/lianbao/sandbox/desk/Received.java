package org.lianbao.sandbox.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last messages that brought orders, as they came, by order number. For looking at: the latest
 * thousand are kept, and none outlives the process.
 */
public final class Received {

  private static final int KEPT = 1_000;

  private final Map<String, byte[]> messages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  /** Keeps the message that brought an order; the last one counts. */
  public synchronized void keep(String orderNo, byte[] message) {
    messages.put(orderNo, message);
  }

  /** The message that brought this order. */
  public synchronized Optional<byte[]> of(String orderNo) {
    return Optional.ofNullable(messages.get(orderNo));
  }
}
