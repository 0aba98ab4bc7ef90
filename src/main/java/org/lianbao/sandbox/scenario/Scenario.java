package org.lianbao.sandbox.scenario;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lianbao.sandbox.desk.Turn;
import org.lianbao.shared.Json;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One journey, as {@code sandbox/scenarios.yaml} tells it.
 *
 * @param form what differs from the built-in application, a merge patch
 * @param partners the steps of partners that do not do what is usual
 * @param ends how the case ends
 * @param tells statuses the county must hold at the end
 * @param never statuses it must not
 */
record Scenario(
    String zh,
    String en,
    JsonNode form,
    Map<String, List<String>> partners,
    List<Act> acts,
    String ends,
    List<Sighting> tells,
    List<Sighting> never) {

  Scenario {
    partners = partners == null ? Map.of() : partners;
    acts = acts == null ? List.of() : acts;
    tells = tells == null ? List.of() : tells;
    never = never == null ? List.of() : never;
  }

  /** All of them by name, in the order of the file. */
  static Map<String, Scenario> load() {
    try (var in = Scenario.class.getResourceAsStream("/sandbox/scenarios.yaml")) {
      // SnakeYAML itself, for its anchors.
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      // Ours leaves nulls out, which a merge patch needs.
      JsonNode tree = new YAMLMapper().valueToTree(document);
      return Json.mapper()
          .convertValue(tree, new TypeReference<LinkedHashMap<String, Scenario>>() {});
    } catch (IOException e) {
      throw new IllegalStateException("sandbox/scenarios.yaml cannot be read", e);
    }
  }

  /** The steps of one partner, those of acts whose status is held at the end. */
  List<String> steps(String partner, List<String> usual, List<JsonNode> held) {
    var steps = new ArrayList<>(partners.getOrDefault(partner, usual));
    for (var act : acts) {
      if (act.partners().containsKey(partner) && act.when().in(held).isPresent()) {
        steps.addAll(act.partners().get(partner));
      }
    }
    return steps;
  }

  boolean goesOn(String partner) {
    return acts.stream().anyMatch(act -> act.partners().containsKey(partner));
  }

  /** The steps it has for this partner that are none of these. */
  Set<String> unknownSteps(String partner, Set<String> codes) {
    var unknown = new TreeSet<String>();
    var all = new ArrayList<>(partners.getOrDefault(partner, List.of()));
    acts.forEach(act -> all.addAll(act.partners().getOrDefault(partner, List.of())));
    all.stream().map(step -> Turn.of(step, "").step()).forEach(unknown::add);
    unknown.removeAll(codes);
    return unknown;
  }
}
