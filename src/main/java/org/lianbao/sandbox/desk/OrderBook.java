package org.lianbao.sandbox.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.shared.Clock;

/**
 * The orders of one utility. Every change is in the journal before it is seen, so a book opened
 * over the same journal is the same book.
 */
public final class OrderBook {

  private final Journal journal;
  private final Numbering numbering;
  private final List<String> usual;
  private final Script script;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, String> byReference = new HashMap<>();

  /**
   * Reads the journal.
   *
   * @param usual the utility's steps in the order in which it takes them
   * @param script which orders take others
   */
  public OrderBook(Journal journal, Numbering numbering, List<String> usual, Script script)
      throws IOException {
    this.journal = journal;
    this.numbering = numbering;
    this.usual = List.copyOf(usual);
    this.script = script;
    journal.replay(this::replay);
  }

  /** The outcome of {@link #take}: the order, and whether this was its first time. */
  public record Taken(Order order, boolean first) {}

  /** Writes a new order down, or that a known one came again. */
  public synchronized Taken take(String orderNo, String digest, Instant at) {
    var known = orders.get(orderNo);
    var fact =
        known == null
            ? new Fact("order", orderNo, numbering.next(at), digest, at)
            : new Fact("again", orderNo, null, digest, at);
    journal.append(fact);
    return new Taken(apply(fact), known == null);
  }

  /** Writes down that the order's next step happened. */
  public synchronized Order step(String orderNo, Instant at) {
    return record(new Fact("step", orderNo, null, null, at));
  }

  /** Writes down that the hub has heard of one step more. */
  public synchronized Order told(String orderNo, Instant at) {
    return record(new Fact("told", orderNo, null, null, at));
  }

  /** Writes down that nobody works on the order any more; unknown orders are left alone. */
  public synchronized void close(String orderNo, Instant at) {
    if (orders.containsKey(orderNo)) {
      record(new Fact("closed", orderNo, null, null, at));
    }
  }

  /** The order is gone, as if it had never come. */
  synchronized void lose(String orderNo, Instant at) {
    if (orders.containsKey(orderNo)) {
      record(new Fact("lost", orderNo, null, null, at));
    }
  }

  /** The utility's own number of the order is another from now on. */
  synchronized void renumber(String orderNo, Instant at) {
    if (orders.containsKey(orderNo)) {
      record(new Fact("renumbered", orderNo, numbering.next(at), null, at));
    }
  }

  /** The orders that came on a day of the county, oldest first. */
  public synchronized List<Order> takenOn(LocalDate day) {
    return orders.values().stream()
        .filter(it -> it.acceptedAt().atZone(Clock.COUNTY).toLocalDate().equals(day))
        .toList();
  }

  /** The order by the hub's number. */
  public synchronized Optional<Order> find(String orderNo) {
    return Optional.ofNullable(orders.get(orderNo));
  }

  /** The order by the utility's own number. */
  public synchronized Optional<Order> byReference(String reference) {
    return find(byReference.getOrDefault(reference, ""));
  }

  /** The orders with steps to take or to tell, oldest first. */
  public synchronized List<Order> unfinished() {
    return orders.values().stream().filter(order -> !isFinished(order)).toList();
  }

  /** The orders with steps to take or to tell now or perhaps later, oldest first. */
  synchronized List<Order> underway() {
    return orders.values().stream().filter(it -> !isFinished(it) || mayGoOn(it)).toList();
  }

  /** Whether every step known so far happened and the hub has heard of each. */
  public boolean isFinished(Order order) {
    return order.closed() || order.told() >= steps(order.orderNo()).size();
  }

  /** Whether a finished order may have to take more steps. */
  boolean mayGoOn(Order order) {
    return !order.closed() && script.mayGoOn(order.orderNo());
  }

  /** The steps of this order known so far, in the order in which they are taken. */
  public List<String> steps(String orderNo) {
    return script.steps(orderNo, usual);
  }

  /** Every order for people, oldest first. */
  public synchronized List<OrderView> view() {
    return orders.values().stream().map(this::view).toList();
  }

  private OrderView view(Order order) {
    var steps = steps(order.orderNo());
    var step = order.steps().isEmpty() ? "" : steps.get(order.steps().size() - 1);
    return new OrderView(
        order.orderNo(),
        order.reference(),
        order.received(),
        order.conflicting(),
        step,
        isFinished(order),
        List.copyOf(steps.subList(0, order.told())),
        order.acceptedAt());
  }

  private Order record(Fact fact) {
    journal.append(fact);
    return apply(fact);
  }

  private void replay(JsonNode line) {
    switch (line.path("what").asText()) {
      case "order", "again", "step", "told", "closed", "lost", "renumbered" -> {
        var at = Instant.parse(line.path("at").asText());
        var reference = line.path("reference").asText();
        apply(
            new Fact(
                line.path("what").asText(),
                line.path("orderNo").asText(),
                reference,
                line.path("digest").asText(),
                at));
        if (!reference.isEmpty()) {
          numbering.seen(reference, at);
        }
      }
      default -> {
        // A fact of the utility itself, not of an order.
      }
    }
  }

  private Order apply(Fact fact) {
    return orders.compute(
        fact.orderNo,
        (orderNo, order) ->
            order == null && !fact.what.equals("order")
                ? null
                : switch (fact.what) {
                  case "lost" -> null;
                  case "renumbered" -> {
                    byReference.remove(order.reference());
                    byReference.put(fact.reference, orderNo);
                    yield order.renumber(fact.reference);
                  }
                  case "order" -> {
                    byReference.put(fact.reference, orderNo);
                    yield new Order(
                        orderNo,
                        fact.reference,
                        fact.digest,
                        fact.at,
                        1,
                        false,
                        List.of(),
                        0,
                        false);
                  }
                  case "again" -> order.again(fact.digest);
                  case "step" -> order.step(fact.at);
                  case "closed" -> order.close();
                  default -> order.heard();
                });
  }

  private record Fact(String what, String orderNo, String reference, String digest, Instant at) {}
}
