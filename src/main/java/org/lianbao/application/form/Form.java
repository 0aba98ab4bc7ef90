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

  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Field whole;

  private Form(JsonNode schema) {
    this.whole = gather("", schema);
  }

  /** The joint form: the schema {@code Application} of the contract that ships with the hub. */
  public static Form load() {
    return load("Application");
  }

  /** The form that this schema of the contract describes. */
  public static Form load(String schema) {
    try (var in = Form.class.getResourceAsStream(CONTRACT)) {
      var contract = new YAMLMapper().readTree(in);
      return new Form(contract.at("/components/schemas/" + schema));
    } catch (IOException e) {
      throw new UncheckedIOException(CONTRACT + " cannot be read", e);
    }
  }

  /** The JSON Schema of the whole form. */
  JsonNode schema() {
    return whole.schema();
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

  /** Shows every box of the document that the form knows, in the order of the form. */
  public void visit(Filled filled, Visitor visitor) {
    visit("", whole, filled.document(), visitor);
  }

  private static void visit(String pointer, Field field, JsonNode value, Visitor visitor) {
    visitor.at(pointer, field, value);
    if (value.isObject()) {
      for (var box : field.boxes().entrySet()) {
        var inside = value.get(box.getKey());
        if (inside != null) {
          visit(pointer + "/" + box.getKey(), box.getValue(), inside, visitor);
        }
      }
    } else if (field.each() != null && value.isArray()) {
      for (var i = 0; i < value.size(); i++) {
        visit(pointer + "/" + i, field.each(), value.get(i), visitor);
      }
    }
  }

  private Field gather(String pattern, JsonNode part) {
    var place = fields.size();
    fields.put(pattern, null); // keeps the order: a group stands before its boxes
    var boxes = new LinkedHashMap<String, Field>();
    for (var entry : part.path("properties").properties()) {
      boxes.put(entry.getKey(), gather(pattern + "/" + entry.getKey(), entry.getValue()));
    }
    var each = part.has("items") ? gather(pattern + "/*", part.get("items")) : null;
    var field = new Field(place, part.path("title").asText(), part, boxes, each);
    fields.put(pattern, field);
    return field;
  }

  /** Is shown one box after another. */
  public interface Visitor {

    /** A box with something in it; {@code value} may be of the wrong type. */
    void at(String pointer, Field field, JsonNode value);
  }

  /**
   * One field.
   *
   * @param place its rank on the form, from 0
   * @param label its name on the form
   * @param schema its JSON Schema with the contract's own marks
   * @param boxes the fields of a group, in order
   * @param each the field that stands for every entry of a list, {@code null} where it is none
   */
  public record Field(
      int place, String label, JsonNode schema, Map<String, Field> boxes, Field each) {

    /** A mark of the contract such as {@code x-unit}, empty text where it is not set. */
    public String mark(String name) {
      return schema.path(name).asText("");
    }

    JsonNode keyword(String name) {
      return schema.has(name) ? schema.get(name) : MissingNode.getInstance();
    }
  }
}
