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
 * @param held the orders the partners hold, notices among them
 */
record Witness(Map<String, Known> county, List<Held> held) {

  /** A case as the county knows it: every status up to {@code lastSeq}, without a gap. */
  record Known(String caseNo, String applyNo, int lastSeq, String stage, int repeats, int odd) {}

  /**
   * An order as its partner holds it.
   *
   * @param received how often it came
   * @param conflicting whether it came with two contents
   * @param finished whether all its steps were told and acknowledged; a notice has none
   * @param reports the steps that were, in the partner's own words
   */
  record Held(
      String partner,
      String orderNo,
      int received,
      boolean conflicting,
      boolean finished,
      List<String> reports,
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
          held.add(order(name, order));
        }
        for (var notice : sandbox.get("/admin/" + name + "/notices")) {
          held.add(notice(name, notice));
        }
      }
    }
    return new Witness(county, held);
  }

  private static Held order(String partner, JsonNode order) {
    var reports = new ArrayList<String>();
    order.path("reports").forEach(report -> reports.add(report.asText()));
    return new Held(
        partner,
        order.path("orderNo").asText(),
        order.path("received").asInt(),
        order.path("conflicting").asBoolean(),
        order.path("finished").asBoolean(),
        reports,
        Instant.parse(order.path("acceptedAt").asText()));
  }

  private static Held notice(String partner, JsonNode notice) {
    return new Held(
        partner,
        notice.path("noticeNo").asText(),
        notice.path("received").asInt(),
        notice.path("conflicting").asBoolean(),
        true,
        List.of(),
        Instant.parse(notice.path("at").asText()));
  }

  /** A number that grows whenever anybody learns anything. */
  long knowledge() {
    return county.values().stream().mapToLong(known -> known.lastSeq() + known.repeats()).sum()
        + held.stream().mapToLong(order -> order.received() + order.reports().size()).sum();
  }

  long statuses() {
    return county.values().stream().mapToLong(Known::lastSeq).sum();
  }

  long acknowledged() {
    return held.stream().mapToLong(order -> order.reports().size()).sum();
  }
}
