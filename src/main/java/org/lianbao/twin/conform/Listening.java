package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lianbao.routing.bench.Heard;
import org.lianbao.routing.bench.RouteBench;

/** What the routes have heard about an order, and waiting for it. */
final class Listening {

  private static final long LOOK_MS = 25;

  /** As the hub words it. */
  private static final String EDITED = "was edited after it was taken";

  private final RouteBench bench;

  Listening(RouteBench bench) {
    this.bench = bench;
  }

  /** Everything heard about this order: events, things without a meaning, bad rows. */
  List<JsonNode> about(String orderNo) {
    var items = new ArrayList<JsonNode>();
    for (var heard : bench.heard()) {
      for (var item : heard.items()) {
        if (item.path("orderNo").asText().equals(orderNo)) {
          items.add(item);
        }
      }
    }
    return items;
  }

  /** The messages that could not be read or trusted, from one on. */
  List<Heard> refusedSince(int mark) {
    var heard = bench.heard();
    return heard.subList(Math.min(mark, heard.size()), heard.size()).stream()
        .filter(it -> it.refused() != null)
        .toList();
  }

  /**
   * How many messages came to no event, from one on: not read, not trusted, sent back, or without a
   * meaning.
   */
  int fruitlessSince(int mark) {
    var heard = bench.heard();
    return (int)
        heard.subList(Math.min(mark, heard.size()), heard.size()).stream()
            .filter(it -> it.refused() != null || isFruitless(it.items()))
            .count();
  }

  private static boolean isFruitless(JsonNode items) {
    return !items.isEmpty() && items.findValue("event") == null;
  }

  int mark() {
    return bench.heard().size();
  }

  /** Whether all these events have been heard about an order. */
  boolean all(String orderNo, Set<String> events) {
    var heard = new HashSet<String>();
    about(orderNo).forEach(item -> heard.add(Shown.event(item)));
    return heard.containsAll(events);
  }

  /** Whether each of these events has been heard twice at least, always under one id. */
  boolean twiceUnderOneId(String orderNo, Set<String> events) {
    var items = about(orderNo);
    return events.stream()
        .allMatch(
            event -> {
              var same = items.stream().filter(it -> Shown.event(it).equals(event)).toList();
              var ids = same.stream().map(it -> it.path("eventId").asText("")).distinct().toList();
              return same.size() >= 2 && ids.size() == 1 && !ids.get(0).isEmpty();
            });
  }

  /** Whether no event has been heard twice under one id. */
  boolean noneTwice(String orderNo) {
    var ids =
        about(orderNo).stream()
            .filter(item -> item.has("event"))
            .map(item -> item.path("eventId").asText())
            .toList();
    return ids.size() == Set.copyOf(ids).size();
  }

  /** How many rows of an order have been reported as edited. */
  long edited(String orderNo) {
    return about(orderNo).stream()
        .map(item -> item.path("unmapped").asText())
        .filter(told -> told.contains(EDITED))
        .distinct()
        .count();
  }

  /** The events a document of an example tells of. */
  static Set<String> events(JsonNode expected) {
    var events = new LinkedHashSet<String>();
    expected.forEach(item -> events.add(Shown.event(item)));
    return events;
  }

  /** Waits until something holds, but no longer than this; whether it holds. */
  boolean until(BooleanSupplier condition, Duration longest) {
    var end = System.nanoTime() + longest.toNanos();
    var never = new CountDownLatch(1);
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end || never.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
          return condition.getAsBoolean();
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
