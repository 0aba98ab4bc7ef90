package org.lianbao.sandbox.water;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lianbao.shared.Json;

/**
 * The {@code data} of a submission that is no application but a notice ({@code busiType} NOTICE).
 * All text, like everything here.
 */
record WaterNotice(String noticeSn, String flowSn, String noticeType, String content) {

  /** 撤回: nobody works on the application any more. */
  static final String WITHDRAWN = "CX";

  private static final Set<String> TYPES =
      Set.of("YX", "BG", WITHDRAWN, "LS", "TK", "GX", "XT", "ZD", "JF", "YS", "YT", "YY");
  private static final List<String> REQUIRED = List.of("noticeSn", "noticeType", "content");

  static boolean is(String data) {
    try {
      return Json.read(data.getBytes(StandardCharsets.UTF_8))
          .path("busiType")
          .asText()
          .equals("NOTICE");
    } catch (Json.MalformedJson e) {
      return false;
    }
  }

  static WaterNotice read(String data) throws WaterForm.Refusal {
    JsonNode json = Json.read(data.getBytes(StandardCharsets.UTF_8));
    var missing = new ArrayList<String>();
    for (var name : REQUIRED) {
      if (json.path(name).asText("").isBlank()) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new WaterForm.Refusal(400, "缺少参数: " + String.join(", ", missing));
    }
    for (var field : json.properties()) {
      if (!field.getValue().isTextual()) {
        throw new WaterForm.Refusal(400, "参数类型错误（应为字符串）: " + field.getKey());
      }
    }
    var type = json.get("noticeType").asText();
    if (!TYPES.contains(type)) {
      throw new WaterForm.Refusal(400, "通知类型不存在: noticeType");
    }
    return new WaterNotice(
        json.get("noticeSn").asText(),
        json.path("flowSn").asText(""),
        type,
        json.get("content").asText());
  }
}
