package org.lianbao.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.lianbao.shared.Json;
import org.lianbao.shared.YamlSchema;

/**
 * Camel's own schema of its YAML, as the camel-yaml-dsl jar carries it, brought into canonical
 * form: one way to write each thing. Text in place of an object ({@code to: direct:x}) and a
 * language without {@code expression} are shorthands, and left out; so a fault has one cause and
 * one mend.
 */
final class CamelSchema {

  private static final String SCHEMA = "/schema/camelYamlDsl.json";

  /** Compiled it is 130 MB, wanted when partners are checked and at no other time. */
  private static SoftReference<YamlSchema> kept = new SoftReference<>(null);

  private CamelSchema() {}

  static synchronized YamlSchema canonical() {
    var schema = kept.get();
    if (schema == null) {
      schema = load();
      kept = new SoftReference<>(schema);
    }
    return schema;
  }

  private static YamlSchema load() {
    try (var in = YamlRoutesBuilderLoader.class.getResourceAsStream(SCHEMA)) {
      var schema = Json.mapper().readTree(in);
      canonical(schema);
      return YamlSchema.of(schema);
    } catch (IOException e) {
      throw new UncheckedIOException("Camel's schema cannot be read", e);
    }
  }

  private static void canonical(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      objectOnly(schema);
      oneOfEach(schema);
      schema.remove("not");
    }
    node.forEach(CamelSchema::canonical);
  }

  /** Of text or object, the object. */
  private static void objectOnly(ObjectNode schema) {
    if (schema.get("oneOf") instanceof ArrayNode ways && ways.size() == 2) {
      for (var i = 0; i < 2; i++) {
        if (ways.get(i).path("type").asText().equals("string")
            && ways.get(1 - i) instanceof ObjectNode object) {
          schema.remove("oneOf");
          schema.setAll(object);
          return;
        }
      }
    }
  }

  /** The alternatives of a choice become plain properties; the shorthands among them go. */
  private static void oneOfEach(ObjectNode schema) {
    for (var choice : new String[] {"anyOf", "oneOf"}) {
      if (schema.get(choice) instanceof ArrayNode ways
          && schema.get("properties") instanceof ObjectNode own) {
        schema.remove(choice);
        ways.forEach(way -> take(way, own));
      }
    }
    if (schema.get("properties") instanceof ObjectNode own && own.has("expression")) {
      // What is left empty here could only have been a language without its expression.
      own.properties().removeIf(property -> property.getValue().isEmpty());
    }
  }

  private static void take(JsonNode way, ObjectNode own) {
    for (var property : way.path("properties").properties()) {
      own.set(property.getKey(), property.getValue());
    }
    way.path("oneOf").forEach(inner -> take(inner, own));
    way.path("anyOf").forEach(inner -> take(inner, own));
  }
}
