package org.lianbao.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * The HTTP paths partners call. Before a partner's routes are changed its paths are closed: who is
 * inside finishes, and who calls meanwhile waits for the change instead of being told that nobody
 * is there.
 */
@Component
class Doors {

  private static final long LONGEST_SECONDS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<String, Integer> inside = new HashMap<>();
  private Set<String> closed = Set.of();

  /** Goes in, once the path is open; false if that takes more than 20 seconds. */
  boolean enter(String path) {
    lock.lock();
    try {
      var open = await(() -> !closed.contains(path));
      if (open) {
        inside.merge(path, 1, Integer::sum);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  void leave(String path) {
    lock.lock();
    try {
      inside.computeIfPresent(path, (key, count) -> count == 1 ? null : count - 1);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more, and waits for those inside, for 20 seconds at the most. */
  void close(Set<String> paths) {
    lock.lock();
    try {
      closed = Set.copyOf(paths);
      await(() -> paths.stream().noneMatch(inside::containsKey));
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody in again. */
  void open() {
    lock.lock();
    try {
      closed = Set.of();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier holds) {
    var left = TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    try {
      while (!holds.getAsBoolean() && left > 0) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return holds.getAsBoolean();
  }
}
