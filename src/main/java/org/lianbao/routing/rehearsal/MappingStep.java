package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.stream.Stream;
import org.lianbao.mapping.Format;

/**
 * One step {@code map:} of a route.
 *
 * @param file such as {@code order.jsonata}
 * @param from {@code null} where the step takes what the step before gave
 * @param to {@code null} where it gives a tree
 * @param part the field of its output that the next step takes, {@code null} for all of it
 */
record MappingStep(
    String file, Format from, Format to, Charset charset, boolean withStatus, String part) {

  /** The step that stands at a node of a route. */
  static MappingStep of(String file, JsonNode parameters) {
    return new MappingStep(
        file,
        format(parameters, "from"),
        format(parameters, "to"),
        Charset.forName(parameters.path("charset").asText("UTF-8")),
        parameters.path("withStatus").asBoolean(),
        null);
  }

  /** The same step, of whose output the next one takes a part. */
  MappingStep taking(String field) {
    return new MappingStep(file, from, null, charset, withStatus, field);
  }

  private static Format format(JsonNode parameters, String key) {
    var name = parameters.path(key).asText().toUpperCase(Locale.ROOT);
    return Stream.of(Format.values())
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElse(null);
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
      var taken = before.part == null ? given : given.path(before.part);
      return from == null ? taken : read(from.write(taken, charset));
    }
    var bytes = before.to.write(given, before.charset);
    return from == null ? TextNode.valueOf(new String(bytes, before.charset)) : read(bytes);
  }
}
