package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The mappings a message goes through on its way to the record.
 *
 * @param steps at least one
 * @param verified whether the route verifies it first
 */
record MessagePath(List<MappingStep> steps, boolean verified) {

  MessagePath {
    steps = List.copyOf(steps);
  }

  /** What the last mapping gives for these bytes; {@code apply} applies one file. */
  JsonNode map(byte[] raw, BiFunction<String, JsonNode, JsonNode> apply) {
    var first = steps.get(0);
    var given = apply.apply(first.file(), first.read(raw));
    for (var i = 1; i < steps.size(); i++) {
      var step = steps.get(i);
      given = apply.apply(step.file(), step.after(steps.get(i - 1), given));
    }
    return given;
  }
}
