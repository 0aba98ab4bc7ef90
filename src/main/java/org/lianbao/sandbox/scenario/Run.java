package org.lianbao.sandbox.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lianbao.sandbox.county.MergePatch;

/**
 * A scenario as it was begun.
 *
 * @param form the application first posted
 * @param caseNo the case it became; {@code ""} while the hub has not answered
 * @param done by its place, what came of every act done: {@code ""}, or what was answered instead
 */
record Run(
    String name, Scenario scenario, ObjectNode form, String caseNo, Map<Integer, String> done) {

  Run with(String itsCaseNo) {
    return new Run(name, scenario, form, itsCaseNo, done);
  }

  Run did(int act, String outcome) {
    var more = new TreeMap<>(done);
    more.put(act, outcome);
    return new Run(name, scenario, form, caseNo, more);
  }

  /** The form as this act amends it, on top of earlier amendments. */
  ObjectNode amended(int act) {
    JsonNode amended = form;
    for (int i = 0; i <= act; i++) {
      var patch = scenario.acts().get(i).amend();
      if (patch != null && (i == act || done.containsKey(i))) {
        amended = MergePatch.apply(amended, patch);
      }
    }
    return (ObjectNode) amended;
  }

  String applyNo() {
    return form.path("upstreamApplyNo").asText();
  }

  /** What differs from what the scenario says, in words; empty if it went as it should. */
  List<String> faults(List<JsonNode> held) {
    var faults = new ArrayList<String>();
    var outcome = outcome(held);
    if (!outcome.equals(scenario.ends())) {
      faults.add("应为 %1$s，实为 %2$s / ended as %2$s, not %1$s".formatted(scenario.ends(), outcome));
    }
    for (var sighting : scenario.tells()) {
      if (sighting.in(held).isEmpty()) {
        faults.add("缺少 / missing: " + sighting);
      }
    }
    for (var sighting : scenario.never()) {
      if (sighting.in(held).isPresent()) {
        faults.add("不应出现 / unexpected: " + sighting);
      }
    }
    for (int i = 0; i < scenario.acts().size(); i++) {
      var act = scenario.acts().get(i);
      var came = !act.byHand() && act.when().in(held).isPresent();
      var answer = came ? "" : done.getOrDefault(i, "没有发生 / did not come to it");
      if (!answer.isEmpty()) {
        faults.add(act.when() + ": " + answer);
      }
    }
    return faults;
  }

  /** Whether the case has ended, for all the county knows. */
  static boolean isOver(List<JsonNode> held) {
    return !held.isEmpty() && held.get(held.size() - 1).path("stage").asText().equals("DONE");
  }

  private static String outcome(List<JsonNode> held) {
    return held.stream()
        .filter(status -> status.path("eventCode").asText().equals("CASE_CLOSED"))
        .map(status -> status.path("outcome").asText())
        .reduce("OPEN", (earlier, later) -> later);
  }
}
