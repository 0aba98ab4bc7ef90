package org.lianbao.attachments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A file as a form names it; whatever the form leaves out is {@code null}. */
record Named(String materialCode, String fileName, String mime, Long size, String sm3, String url) {

  static Named of(JsonNode attachment) {
    var sm3 = attachment.path("sm3").textValue();
    return new Named(
        attachment.path("materialCode").asText(),
        attachment.path("fileName").asText(),
        attachment.path("mime").textValue(),
        attachment.path("size").isNumber() ? attachment.get("size").asLong() : null,
        sm3 == null ? null : sm3.toLowerCase(Locale.ROOT),
        attachment.path("url").textValue());
  }
}
