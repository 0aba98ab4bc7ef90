package org.lianbao.sandbox.water;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.sandbox.desk.Papers.Paper;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * The {@code data} of a submission. The company keeps everything as text: a JSON number is refused.
 *
 * @param flowSn the hub's order number
 * @param digest SM3 of the canonical document
 * @param papers the files inside it
 */
record WaterApplication(String flowSn, String digest, List<Paper> papers) {

  private static final List<String> REQUIRED =
      List.of(
          "flowSn",
          "custName",
          "credType",
          "credNo",
          "linkMan",
          "tel",
          "address",
          "itemCode",
          "userType",
          "waterType",
          "caliber",
          "dailyUsage",
          "peakUsage");

  static WaterApplication read(String data) throws WaterForm.Refusal {
    JsonNode json;
    try {
      json = Json.read(data.getBytes(StandardCharsets.UTF_8));
    } catch (Json.MalformedJson e) {
      throw new WaterForm.Refusal(400, "参数格式错误: data 不是 JSON");
    }
    if (!json.isObject()) {
      throw new WaterForm.Refusal(400, "参数格式错误: data 不是 JSON 对象");
    }
    var missing = new ArrayList<String>();
    for (var name : REQUIRED) {
      var value = json.path(name);
      if (value.isMissingNode()
          || value.isNull()
          || value.isTextual() && value.asText().isBlank()) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new WaterForm.Refusal(400, "缺少参数: " + String.join(", ", missing));
    }
    var wrong = new ArrayList<String>();
    json.properties()
        .forEach(
            field -> {
              var list = field.getKey().equals("attachList");
              if (list ? !field.getValue().isArray() : !field.getValue().isTextual()) {
                wrong.add(field.getKey());
              }
            });
    if (!wrong.isEmpty()) {
      throw new WaterForm.Refusal(400, "参数类型错误（应为字符串）: " + String.join(", ", wrong));
    }
    return new WaterApplication(
        json.get("flowSn").asText(),
        Digest.sm3(Json.canonical(json)),
        WaterPapers.read(json.path("attachList")));
  }
}
