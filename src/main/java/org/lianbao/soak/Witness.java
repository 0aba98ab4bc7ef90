package org.lianbao.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.processes.WebClient;

/**
 * What the county and the partners have written down, at one moment.
 *
 * @param county the cases the county was told of, by case number
 * @param held the orders the partners hold, of each partner oldest first
 */
record Witness(Map<String, Known> county, List<Held> held) {

  /** A case as the county knows it: every status up to {@code lastSeq}, without a gap. */
  record Known(String caseNo, String applyNo, int lastSeq, String stage, int repeats, int odd) {}

  /**
   * An order as its partner holds it.
   *
   * @param received how often it came
   * @param conflicting whether it came with two contents
   * @param finished whether all its steps were told and acknowledged
   * @param told how many steps were
   */
  record Held(
      String partner,
      String orderNo,
      int received,
      boolean conflicting,
      boolean finished,
      int told,
      Instant acceptedAt) {}

  static Witness look(WebClient sandbox) throws IOException, InterruptedException {
    var county = new LinkedHashMap<String, Known>();
    for (var line : sandbox.get("/admin/county/cases")) {
      var known =
          new Known(
              line.path("caseNo").asText(),
              line.path("upstreamApplyNo").asText(),
              line.path("lastSeq").asInt(),
              line.path("stage").asText(),
              line.path("repeats").asInt(),
              line.path("gaps").asInt() + line.path("contradictions").asInt());
      county.put(known.caseNo(), known);
    }
    var held = new ArrayList<Held>();
    for (var simulator : sandbox.get("/admin/simulators")) {
      if (simulator.path("takesOrders").asBoolean()) {
        var name = simulator.path("name").asText();
        for (var order : sandbox.get("/admin/" + name + "/orders")) {
          held.add(held(name, order));
        }
      }
    }
    return new Witness(county, held);
  }

  private static Held held(String partner, JsonNode order) {
    return new Held(
        partner,
        order.path("orderNo").asText(),
        order.path("received").asInt(),
        order.path("conflicting").asBoolean(),
        order.path("finished").asBoolean(),
        order.path("told").asInt(),
        Instant.parse(order.path("acceptedAt").asText()));
  }

  /** A number that grows whenever anybody learns anything. */
  long knowledge() {
    return county.values().stream().mapToLong(known -> known.lastSeq() + known.repeats()).sum()
        + held.stream().mapToLong(order -> order.received() + order.told()).sum();
  }

  long statuses() {
    return county.values().stream().mapToLong(Known::lastSeq).sum();
  }

  long acknowledged() {
    return held.stream().mapToLong(Held::told).sum();
  }
}
