package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filling;
import org.lianbao.application.form.Form;
import org.lianbao.application.form.Form.Field;
import org.lianbao.application.form.SchemaFaults;
import org.lianbao.application.identifiers.IdentifierCheck;
import org.lianbao.shared.Problem.Fault;

/**
 * Checks what is handed in beside the joint form, such as the time of a survey, against its schema
 * in the contract, and tells all its faults at once. Safe for use by many threads.
 */
public final class NoteCheck {

  private static final String CHOICES = "enum";

  /** So many entries of a list have boxes on the blank paper. */
  private static final int ENTRIES = 3;

  private final Form form;
  private final SchemaFaults schema;

  /** For the schema with this name in the contract. */
  public NoteCheck(String schema) {
    this.form = Form.load(schema);
    this.schema = new SchemaFaults(form);
  }

  /** Checks a document of any shape; boxes left empty are taken out of what is kept. */
  public Checked check(JsonNode given) {
    var faults = new Faults(form);
    if (!(given instanceof ObjectNode document)) {
      faults.error("", "TYPE", "请求体须为一个 JSON 对象", "the body must be one JSON object");
      return new Checked(null, faults.inOrder());
    }
    var filled = Filling.of(document, faults);
    IdentifierCheck.look(form, filled, faults);
    schema.look(filled, faults);
    return new Checked(filled.document(), faults.inOrder());
  }

  /** The blank paper: every box to write in, in order; of a list the first three entries. */
  public List<Box> boxes() {
    var boxes = new ArrayList<Box>();
    form.fields().get("").boxes().forEach((name, field) -> add("/" + name, field, boxes));
    var required = new HashSet<String>();
    form.fields().get("").schema().path("required").forEach(it -> required.add("/" + it.asText()));
    boxes.replaceAll(box -> required.contains(box.pointer()) ? box.asRequired() : box);
    return List.copyOf(boxes);
  }

  private static void add(String pointer, Field field, List<Box> boxes) {
    if (field.each() != null) {
      for (var i = 0; i < ENTRIES; i++) {
        for (var box : field.each().boxes().entrySet()) {
          add(pointer + "/" + i + "/" + box.getKey(), box.getValue(), boxes);
        }
      }
      return;
    }
    var choices = new ArrayList<String>();
    field.schema().path(CHOICES).forEach(it -> choices.add(it.asText()));
    var examples = new ArrayList<String>();
    field.schema().path("examples").forEach(it -> examples.add(it.asText()));
    boxes.add(new Box(pointer, kind(field), false, choices, examples));
  }

  private static Kind kind(Field field) {
    var schema = field.schema();
    if (schema.has(CHOICES)) {
      return Kind.CHOICE;
    }
    return switch (schema.path("type").asText()) {
      case "integer", "number" -> Kind.NUMBER;
      case "object" -> Kind.FACTS;
      default ->
          switch (schema.path("format").asText()) {
            case "date-time" -> Kind.TIME;
            case "date" -> Kind.DAY;
            default -> schema.path("x-multiline").asBoolean() ? Kind.TEXT : Kind.LINE;
          };
    };
  }

  /** What is written into a box. */
  public enum Kind {
    /** A line of text. */
    LINE,
    /** Text of several lines. */
    TEXT,
    NUMBER,
    /** A moment. */
    TIME,
    DAY,
    /** One of its choices. */
    CHOICE,
    /** Facts by name, whichever there are. */
    FACTS
  }

  /**
   * A box to write in.
   *
   * @param pointer its place in the document
   * @param required whether it must be filled in
   * @param choices all values it may have; none if it is no choice
   * @param examples values it often has
   */
  public record Box(
      String pointer, Kind kind, boolean required, List<String> choices, List<String> examples) {

    Box asRequired() {
      return new Box(pointer, kind, true, choices, examples);
    }
  }

  /** What the field at this place is called, in Chinese. */
  public String label(String pointer) {
    return form.label(pointer);
  }

  /**
   * What the check found.
   *
   * @param document what was given, without empty boxes; {@code null} where it is no object
   * @param faults all of them; none if it can be taken
   */
  public record Checked(ObjectNode document, List<Fault> faults) {}
}
