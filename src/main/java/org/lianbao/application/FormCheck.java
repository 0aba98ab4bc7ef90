package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filling;
import org.lianbao.application.form.Form;
import org.lianbao.application.form.SchemaFaults;
import org.lianbao.application.identifiers.IdentifierCheck;
import org.lianbao.application.rules.Rules;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Problem.Severity;
import org.springframework.stereotype.Component;

/**
 * Checks a form and tells all its faults at once (一次性告知).
 *
 * <p>What passes is kept as it was given but for two things: boxes left empty (null or blank text)
 * are taken out, and an identifier that is right once spaces, full-width characters and letter case
 * are set aside is stored in its proper spelling, because partners compare identifiers as text.
 *
 * <p>The answer depends on the form and the rules of its day alone. Dates that must not lie in the
 * future are compared with the day of the form's own {@code applyTime}. Safe for use by many
 * threads.
 */
@Component
public final class FormCheck {

  private final Form form = Form.load();
  private final SchemaFaults schema = new SchemaFaults(form);
  private final Rules rules;

  /** Goes by the edition of each form's day, also by those that come into use later. */
  public FormCheck(Rulebook notice) {
    this.rules = Rules.with(Services.load(), Materials.load(), notice);
  }

  /** Checks a document of any shape. */
  public Checked check(JsonNode given) {
    var faults = new Faults(form);
    if (!(given instanceof ObjectNode document)) {
      faults.error("", "TYPE", "请求体须为一个 JSON 对象", "the body must be one JSON object");
      return new Checked(Optional.empty(), faults.inOrder());
    }
    var filled = Filling.of(document, faults);
    IdentifierCheck.look(form, filled, faults);
    rules.look(form, filled, faults);
    schema.look(filled, faults);
    var found = faults.inOrder();
    var refused = found.stream().anyMatch(fault -> fault.severity() == Severity.ERROR);
    return new Checked(
        refused ? Optional.empty() : Optional.of(new Application(filled.document())),
        List.copyOf(found));
  }
}
