package org.lianbao.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lianbao.soak.Promises.Promise;
import org.lianbao.soak.Witness.Held;

/**
 * The orders of one case at its partners. Which there are hangs on what was reported when; but each
 * that an event of the county's names as owed must have come, to its own partner, after those owed
 * to it before, with one content, and no other.
 */
record Arrivals(Promise promise, List<Held> own, Model model) {

  /**
   * Adds a line for each fault.
   *
   * @param log the events as the county can read them, with the orders each made the hub owe
   * @param statuses the same events as the county was told of them
   */
  void check(JsonNode log, JsonNode statuses, List<String> failures) {
    var owed = new LinkedHashSet<String>();
    log.forEach(event -> event.at("/attributes/orders").forEach(no -> owed.add(no.asText())));
    var came = own.stream().filter(order -> Model.event(order.orderNo()) == 0).toList();
    lost(owed, came, failures);
    besides(owed, came, failures);
    inOrder(owed, came.stream().filter(it -> owed.contains(it.orderNo())).toList(), failures);
    about(statuses, failures);
    own.stream()
        .filter(Held::conflicting)
        .forEach(
            order ->
                failures.add(order.orderNo() + " came to " + order.partner() + " with 2 contents"));
  }

  private static void lost(Set<String> owed, List<Held> came, List<String> failures) {
    var numbers = came.stream().map(Held::orderNo).toList();
    owed.stream()
        .filter(orderNo -> !numbers.contains(orderNo))
        .forEach(orderNo -> failures.add(orderNo + " is owed and came to nobody"));
  }

  private void besides(Set<String> owed, List<Held> came, List<String> failures) {
    for (var order : came) {
      var holder = model.holder(promise, order.orderNo()).orElse("nobody");
      if (!owed.contains(order.orderNo())) {
        failures.add(order.partner() + " holds " + order.orderNo() + ", which is not owed");
      } else if (!holder.equals(order.partner())) {
        failures.add(
            "%s came to %s instead of %s".formatted(order.orderNo(), order.partner(), holder));
      }
    }
  }

  private static void inOrder(Set<String> owed, List<Held> came, List<String> failures) {
    var places = List.copyOf(owed);
    var last = new HashMap<String, Held>();
    for (var order : byTime(came)) {
      var before = last.put(order.partner(), order);
      if (before != null && places.indexOf(order.orderNo()) < places.indexOf(before.orderNo())) {
        failures.add(
            "%s came to %s after %s, which was owed later"
                .formatted(order.orderNo(), order.partner(), before.orderNo()));
      }
    }
  }

  /** Those that are owed about events of the case, such as records of its handling. */
  private void about(JsonNode statuses, List<String> failures) {
    var owed = model.owedAbout(statuses);
    var came = Model.cameAbout(promise, own);
    if (!owed.equals(came)) {
      failures.add(
          "%s: owed about its events %s, came %s"
              .formatted(promise.caseNo(), without(owed, came), without(came, owed)));
    }
    var last = new HashMap<String, Integer>();
    for (var order : byTime(own)) {
      var number = Model.event(order.orderNo());
      var before = number == 0 ? null : last.put(order.partner(), number);
      if (before != null && number < before) {
        failures.add("%s came after event %d".formatted(order.orderNo(), before));
      }
    }
  }

  private static List<Held> byTime(List<Held> held) {
    var sorted = new ArrayList<>(held);
    sorted.sort(Comparator.comparing(Held::acceptedAt));
    return sorted;
  }

  private static TreeSet<String> without(Set<String> one, Set<String> other) {
    var rest = new TreeSet<>(one);
    rest.removeAll(other);
    return rest;
  }
}
