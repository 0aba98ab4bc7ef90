package org.lianbao.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lianbao.soak.Promises.Promise;
import org.lianbao.soak.Witness.Held;

/**
 * What one application makes everybody do when nothing goes wrong: taken from a case that ran
 * before the troubles began. All others are the same but for their numbers, so this is what each
 * must come to, and nothing of it is the hub's own word.
 *
 * @param orders the orders of the case at each partner, in the order of their coming
 * @param about for each kind of event the orders that are owed about one, by partner
 * @param reports what the county was told that somebody reported, and how often: once each
 * @param stage how it ended
 */
record Model(
    Map<String, List<String>> orders,
    Map<String, Set<String>> about,
    Map<String, Integer> reports,
    String stage) {

  private static final Pattern EVENT = Pattern.compile("/(\\d{1,9})$");

  /** Steps of the whole case: where it stands, not what was reported. */
  private static final Set<String> FOLLOWS = Set.of("STAGE_CHANGED", "CASE_CLOSED");

  /** Of one case: what its partners hold and what the county was told. */
  static Model of(Promise promise, List<Held> held, JsonNode statuses) {
    var orders = new TreeMap<String, List<String>>();
    var about = new TreeMap<String, Set<String>>();
    for (var order : held.stream().sorted(Comparator.comparing(Held::acceptedAt)).toList()) {
      var name = nameless(order.orderNo(), promise);
      if (event(name) == 0) {
        orders.computeIfAbsent(order.partner(), any -> new ArrayList<>()).add(name);
      } else {
        var code = statuses.path(event(name) - 1).path("eventCode").asText();
        about
            .computeIfAbsent(code, any -> new TreeSet<>())
            .add(order.partner() + " " + EVENT.matcher(name).replaceFirst("/"));
      }
    }
    var reports = new TreeMap<String, Integer>();
    var stage = "";
    for (var status : statuses) {
      stage = status.path("stage").asText();
      var code = status.path("eventCode").asText();
      if (!status.path("implied").asBoolean() && !FOLLOWS.contains(code)) {
        var report =
            String.join(
                " ",
                code,
                status.path("outcome").asText("-"),
                status.path("partner").asText(),
                nameless(status.path("orderNo").asText("-"), promise));
        reports.merge(report, 1, Integer::sum);
      }
    }
    return new Model(orders, about, reports, stage);
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

  /** The orders of every case, those about events aside. */
  int ordersOfACase() {
    return orders.values().stream().mapToInt(List::size).sum();
  }

  int reportsOfACase() {
    return reports.values().stream().mapToInt(Integer::intValue).sum();
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
