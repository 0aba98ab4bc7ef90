package org.lianbao.sandbox.housing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * A business message the authority can work with: every field there, of its kind, and no other.
 *
 * @param digest SM3 of the canonical document
 */
record HousingApplication(String bizNo, String bizType, String digest) {

  private static final List<String> TEXTS =
      List.of(
          "bizNo",
          "caseNo",
          "projectName",
          "buildUnit",
          "buildUnitCode",
          "site",
          "linkMan",
          "linkPhone");
  private static final Set<String> KNOWN =
      Set.of("bizType", "projectCode", "engineeringCode", "applyTime", "lines", "files");
  private static final Set<String> TYPES = Set.of("DRAWING_REVIEW", "JOINT_ACCEPTANCE");
  private static final Set<String> LINES = Set.of("GS", "DL", "RQ", "RL", "QT");

  /**
   * Reads the message.
   *
   * @throws Seal.Refusal naming the fields at fault, never their values
   */
  static HousingApplication read(JsonNode message) throws Seal.Refusal {
    var faults = new ArrayList<String>();
    for (var name : TEXTS) {
      if (!message.path(name).isTextual() || message.path(name).asText().isBlank()) {
        faults.add(name);
      }
    }
    if (!message.path("linkPhone").asText().matches("[0-9-]{7,20}")) {
      faults.add("linkPhone");
    }
    if (!message.path("applyTime").isIntegralNumber()) {
      faults.add("applyTime");
    }
    lines(message.path("lines"), faults);
    if (!message.path("files").isArray()) {
      faults.add("files");
    }
    message
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!TEXTS.contains(name) && !KNOWN.contains(name)) {
                faults.add(name);
              }
            });
    if (!faults.isEmpty()) {
      throw new Seal.Refusal(
          "1001", "字段缺失、类型不符或多余: " + String.join(", ", faults.stream().distinct().toList()));
    }
    var type = message.path("bizType").asText();
    if (!TYPES.contains(type)) {
      throw new Seal.Refusal("1002", "bizType 应为 DRAWING_REVIEW 或 JOINT_ACCEPTANCE");
    }
    return new HousingApplication(
        message.get("bizNo").asText(), type, Digest.sm3(Json.canonical(message)));
  }

  private static void lines(JsonNode lines, List<String> faults) {
    if (!lines.isArray() || lines.isEmpty()) {
      faults.add("lines");
    }
    for (var line : lines) {
      if (!LINES.contains(line.path("lineType").asText())) {
        faults.add("lines.lineType");
      }
      if (line.has("length") && !line.path("length").isTextual()) {
        faults.add("lines.length");
      }
    }
  }
}
