package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.Charset;
import java.util.Locale;
import org.lianbao.mapping.Format;

/**
 * One step {@code map:} of a route.
 *
 * @param file such as {@code order.jsonata}
 * @param from {@code null} where the step takes what the step before gave
 * @param to {@code null} where it gives a tree
 */
record MappingStep(String file, Format from, Format to, Charset charset, boolean withStatus) {

  /** The step that stands at a node of a route. */
  static MappingStep of(String file, JsonNode parameters) {
    return new MappingStep(
        file,
        format(parameters, "from"),
        format(parameters, "to"),
        Charset.forName(parameters.path("charset").asText("UTF-8")),
        parameters.path("withStatus").asBoolean());
  }

  private static Format format(JsonNode parameters, String key) {
    return parameters.has(key)
        ? Format.valueOf(parameters.path(key).asText().toUpperCase(Locale.ROOT))
        : null;
  }

  /** The step's input out of a message's bytes. */
  JsonNode read(byte[] bytes) {
    var read = from.read(bytes, charset);
    // Only what was answered well is recorded.
    return withStatus
        ? JsonNodeFactory.instance.objectNode().put("status", 200).set("body", read)
        : read;
  }

  /** The step's input out of what the step before gave. */
  JsonNode after(MappingStep before, JsonNode given) {
    if (before.to == null) {
      return from == null ? given : read(from.write(given, charset));
    }
    var bytes = before.to.write(given, before.charset);
    return from == null ? TextNode.valueOf(new String(bytes, before.charset)) : read(bytes);
  }
}
