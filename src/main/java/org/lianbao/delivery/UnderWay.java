package org.lianbao.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the routes of this hub are about, and what came of attempts that the database could not take
 * yet. It is in memory alone: should the hub die, the next start sends those orders again.
 */
final class UnderWay {

  private final Map<String, Instant> begun = new ConcurrentHashMap<>();
  private final Queue<Left> left = new ConcurrentLinkedQueue<>();

  /** An attempt that ended and is not settled. */
  record Left(Dispatch dispatch, Instant startedAt, Outcome outcome) {}

  void begin(Dispatch dispatch) {
    begun.put(dispatch.orderNo(), dispatch.leaseUntil());
  }

  void end(Dispatch dispatch) {
    begun.remove(dispatch.orderNo(), dispatch.leaseUntil());
  }

  /**
   * The orders with which a route is busy. One that was never settled is so until its lease ends.
   */
  List<String> orders(Instant now) {
    begun.values().removeIf(lease -> lease.isBefore(now));
    return List.copyOf(begun.keySet());
  }

  void leave(Left attempt) {
    left.add(attempt);
  }

  /** What was left until now, in the order in which it was; it is the caller's then. */
  List<Left> takeLeft() {
    var taken = new ArrayList<Left>();
    for (var next = left.poll(); next != null; next = left.poll()) {
      taken.add(next);
    }
    return taken;
  }
}
