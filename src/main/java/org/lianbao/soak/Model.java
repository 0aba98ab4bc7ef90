package org.lianbao.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lianbao.soak.Promises.Promise;
import org.lianbao.soak.Witness.Held;

/**
 * What one application makes everybody do when nothing goes wrong: taken from a case that ran
 * before the troubles began. All others are the same but for their numbers and for what lawfully
 * hangs on the order in which their parties report: plans that are shared, bills, joint works. So
 * it says what a thing comes to, not which things there must be.
 *
 * @param holders who holds an order, by its number without that of the case
 * @param about for each kind of event the orders that are owed about one, by partner
 * @param comesTo what the county is told, and how often, where a partner tells such a tale
 * @param stage how the case ended
 */
record Model(
    Map<String, String> holders,
    Map<String, Set<String>> about,
    Map<Tale, Map<String, Integer>> comesTo,
    String stage) {

  private static final Pattern EVENT = Pattern.compile("/(\\d{1,9})$");

  /**
   * What was told of one order.
   *
   * @param orderNo without the number of the case
   * @param steps those that its partner told and the hub acknowledged, in its own words
   */
  record Tale(String orderNo, List<String> steps) {

    static Tale of(Promise promise, Held order) {
      return new Tale(nameless(order.orderNo(), promise), order.reports());
    }
  }

  /** Of one case: what its partners hold and what the county was told. */
  static Model of(Promise promise, List<Held> held, JsonNode statuses) {
    var holders = new TreeMap<String, String>();
    var about = new TreeMap<String, Set<String>>();
    var comesTo = new HashMap<Tale, Map<String, Integer>>();
    for (var order : held) {
      var name = nameless(order.orderNo(), promise);
      if (event(name) == 0) {
        holders.put(name, order.partner());
        comesTo.put(Tale.of(promise, order), reports(order, statuses));
      } else {
        var code = statuses.path(event(name) - 1).path("eventCode").asText();
        about
            .computeIfAbsent(code, any -> new TreeSet<>())
            .add(order.partner() + " " + EVENT.matcher(name).replaceFirst("/"));
      }
    }
    return new Model(holders, about, comesTo, stage(statuses));
  }

  /** What the county must have been told of this order, and how often; empty if nobody knows. */
  Optional<Map<String, Integer>> mustCome(Promise promise, Held order) {
    return order.reports().isEmpty()
        ? Optional.of(Map.of())
        : Optional.ofNullable(comesTo.get(Tale.of(promise, order)));
  }

  /** What the county was told that its partner reported of this order, and how often. */
  static Map<String, Integer> reports(Held order, JsonNode statuses) {
    var reports = new TreeMap<String, Integer>();
    for (var status : statuses) {
      if (isReport(status)
          && status.path("partner").asText().equals(order.partner())
          && status.path("orderNo").asText().equals(order.orderNo())) {
        var outcome = status.path("outcome").asText("");
        reports.merge((status.path("eventCode").asText() + " " + outcome).strip(), 1, Integer::sum);
      }
    }
    return reports;
  }

  /** Whether a partner told it; the rest is the hub's own word. */
  static boolean isReport(JsonNode status) {
    return !status.path("partner").asText().equals("hub") && !status.path("implied").asBoolean();
  }

  static String stage(JsonNode statuses) {
    return statuses.path(statuses.size() - 1).path("stage").asText();
  }

  /** Who must hold an order: whoever holds the one in the model that it is, or is about. */
  Optional<String> holder(Promise promise, String orderNo) {
    var name = nameless(orderNo, promise);
    return holders.keySet().stream()
        .filter(known -> name.equals(known) || name.startsWith(known + "-"))
        .max(Comparator.comparing(String::length))
        .map(holders::get);
  }

  /** The orders about events that a case with these statuses is owed, by partner and number. */
  Set<String> owedAbout(JsonNode statuses) {
    var owed = new TreeSet<String>();
    for (var status : statuses) {
      about
          .getOrDefault(status.path("eventCode").asText(), Set.of())
          .forEach(order -> owed.add(order + status.path("seq").asInt()));
    }
    return owed;
  }

  /** The orders about events that came. */
  static Set<String> cameAbout(Promise promise, List<Held> held) {
    return held.stream()
        .filter(order -> event(order.orderNo()) > 0)
        .map(order -> order.partner() + " " + nameless(order.orderNo(), promise))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The number of the event an order is about; 0 where it names none. */
  static int event(String orderNo) {
    var number = EVENT.matcher(orderNo);
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }

  private static String nameless(String orderNo, Promise promise) {
    return orderNo.replace(promise.caseNo(), "{case}").replace(promise.applyNo(), "{apply}");
  }
}
