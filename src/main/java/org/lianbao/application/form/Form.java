package org.lianbao.application.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The blank form: every field with its label and place, read out of the OpenAPI contract, which is
 * the one source of it. Fields inside lists stand under {@code *}.
 */
public final class Form {

  private static final String CONTRACT = "/openapi/lianbao.yaml";
  private static final Pattern INDEX = Pattern.compile("/\\d+(?=/|$)");

  private final JsonNode schema;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private Form(JsonNode schema) {
    this.schema = schema;
    gather("", schema);
  }

  /** Reads the schema {@code Application} of the contract that ships with the hub. */
  public static Form load() {
    try (var in = Form.class.getResourceAsStream(CONTRACT)) {
      var contract = new YAMLMapper().readTree(in);
      return new Form(contract.at("/components/schemas/Application"));
    } catch (IOException e) {
      throw new UncheckedIOException(CONTRACT + " cannot be read", e);
    }
  }

  /** The JSON Schema of the whole form. */
  JsonNode schema() {
    return schema;
  }

  /** All fields by pattern, in the order of the form. */
  public Map<String, Field> fields() {
    return fields;
  }

  /** The field at this place of a document, if the form has it. */
  public Optional<Field> field(String pointer) {
    var exact = fields.get(pointer);
    return Optional.ofNullable(
        exact != null ? exact : fields.get(INDEX.matcher(pointer).replaceAll("/*")));
  }

  /** The label at this place; where the form has no such field, the last part of the pointer. */
  public String label(String pointer) {
    return field(pointer)
        .map(Field::label)
        .orElseGet(() -> Pointers.unescape(pointer.substring(pointer.lastIndexOf('/') + 1)));
  }

  private void gather(String pattern, JsonNode part) {
    fields.put(pattern, new Field(fields.size(), part.path("title").asText(), part));
    part.path("properties")
        .fields()
        .forEachRemaining(entry -> gather(pattern + "/" + entry.getKey(), entry.getValue()));
    if (part.has("items")) {
      gather(pattern + "/*", part.get("items"));
    }
  }

  /**
   * One field.
   *
   * @param place its rank on the form, from 0
   * @param label its name on the form
   * @param schema its JSON Schema with the contract's own marks
   */
  public record Field(int place, String label, JsonNode schema) {

    /** A mark of the contract such as {@code x-unit}, empty text where it is not set. */
    public String mark(String name) {
      return schema.path(name).asText("");
    }

    JsonNode keyword(String name) {
      return schema.has(name) ? schema.get(name) : MissingNode.getInstance();
    }
  }
}
