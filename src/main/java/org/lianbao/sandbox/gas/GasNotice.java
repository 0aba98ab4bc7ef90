package org.lianbao.sandbox.gas;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/** A NOTICE message: what the company is told beside its applications. */
record GasNotice(String noticeNo, String installNo, String type, String content) {

  static final String TYPE = "NOTICE";

  /** Nobody works on the application any more. */
  static final String WITHDRAWN = "WITHDRAW";

  private static final List<String> REQUIRED = List.of("notice_no", "notice_type", "content");

  /** Reads a message; nothing if it is unsigned or lacks something. */
  static Optional<GasNotice> read(String body, Map<String, String> properties, String secret) {
    if (!Digest.matches(Digest.sm3(body + secret), properties.get("sign"))) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = Json.read(body.getBytes(StandardCharsets.UTF_8));
    } catch (Json.MalformedJson e) {
      return Optional.empty();
    }
    if (REQUIRED.stream().anyMatch(name -> json.path(name).asText("").isBlank())
        || !json.path("sent_ts").isIntegralNumber()) {
      return Optional.empty();
    }
    return Optional.of(
        new GasNotice(
            json.get("notice_no").asText(),
            json.path("install_no").asText(""),
            json.get("notice_type").asText(),
            json.get("content").asText()));
  }
}
