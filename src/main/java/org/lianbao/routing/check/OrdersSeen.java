package org.lianbao.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.AllowList;
import org.lianbao.partners.Partner;
import org.lianbao.shared.Finding;
import org.lianbao.shared.YamlText;

/** Examples of orders show what the partner will be given, and nothing else. */
final class OrdersSeen {

  private static final int MOST = 5;

  private OrdersSeen() {}

  static List<Finding> check(Partner partner, PartnerMappings mappings) {
    var allowed = new AllowList(partner.sees());
    var findings = new ArrayList<Finding>();
    for (var example : mappings.readableExamples()) {
      try {
        var input = example.document();
        if (isOrder(input)) {
          example(example, input, allowed.cut(input), findings);
        }
      } catch (MappingFault e) {
        // Told where the example itself is checked.
        continue;
      }
    }
    return findings;
  }

  /** An order document is known by its head. */
  private static boolean isOrder(JsonNode input) {
    return input.isObject() && input.has("orderNo") && input.has("kind") && input.has("role");
  }

  private static void example(
      Example example, JsonNode input, JsonNode seen, List<Finding> findings) {
    var unseen = new ArrayList<String>();
    compare(input, seen, "", unseen);
    if (unseen.isEmpty()) {
      return;
    }
    var shown = example.shown(example.input());
    var yaml = YamlText.read(example.input(), shown);
    unseen.stream()
        .limit(MOST)
        .forEach(
            pointer ->
                findings.add(
                    yaml.finding(
                        pointer,
                        "样例用了该单位看不到的字段 " + pointer,
                        "the example has a field this partner does not see: " + pointer,
                        "从样例删去，或在 partner.yaml 的 sees 下加上",
                        "remove it from the example, or add it under sees in partner.yaml")));
    if (unseen.size() > MOST) {
      findings.add(
          yaml.finding(
              unseen.get(MOST),
              "还有 " + (unseen.size() - MOST) + " 个看不到的字段",
              (unseen.size() - MOST) + " more such fields",
              "同上",
              "as above"));
    }
  }

  private static void compare(JsonNode whole, JsonNode seen, String at, List<String> unseen) {
    if (whole.isObject()) {
      for (var field : whole.properties()) {
        var below = YamlText.below(at, field.getKey());
        if (!seen.has(field.getKey())) {
          unseen.add(below);
        } else {
          compare(field.getValue(), seen.get(field.getKey()), below, unseen);
        }
      }
    } else if (whole.isArray() && seen.size() < whole.size()) {
      for (var i = 0; i < whole.size(); i++) {
        if (!contains(seen, whole.get(i))) {
          unseen.add(at + "/" + i);
        }
      }
    }
  }

  private static boolean contains(JsonNode list, JsonNode item) {
    for (var each : list) {
      if (each.equals(item)) {
        return true;
      }
    }
    return false;
  }
}
