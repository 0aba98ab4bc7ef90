package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filling;
import org.lianbao.application.form.Form;
import org.lianbao.application.form.SchemaFaults;
import org.lianbao.application.identifiers.IdentifierCheck;
import org.lianbao.shared.Problem.Fault;

/**
 * Checks what is handed in beside the joint form, such as the time of a survey, against its schema
 * in the contract, and tells all its faults at once. Safe for use by many threads.
 */
public final class NoteCheck {

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
