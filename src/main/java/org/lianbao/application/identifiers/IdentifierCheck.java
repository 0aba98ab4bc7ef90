package org.lianbao.application.identifiers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;
import org.lianbao.application.form.Form;
import org.lianbao.shared.Problem.Severity;

/**
 * Checks every field the contract marks with {@code x-identifier}, and puts the proper spelling in
 * its place where that is valid.
 */
public final class IdentifierCheck {

  private static final IdCard ID_CARD = new IdCard();
  private static final Uscc USCC = new Uscc();
  private static final Map<String, Identifier> KINDS =
      Map.of(
          "USCC", USCC,
          "ID_CARD", ID_CARD,
          "PROJECT_CODE", new ProjectCode(),
          "DIVISION", new Division(),
          "MOBILE", new Mobile(),
          "LANDLINE", new Landline());
  private static final Map<String, Identifier> CERTIFICATES =
      Map.of("USCC", USCC, "ID_CARD", ID_CARD, "HMT_RESIDENCE_PERMIT", ID_CARD);

  private IdentifierCheck() {}

  /** Looks at each identifier of the form. */
  public static void look(Form form, Filled filled, Faults faults) {
    form.visit(
        filled,
        (at, field, value) -> {
          var kind = field.mark("x-identifier");
          if (!kind.isEmpty() && value.isTextual()) {
            look(at, kind, value.textValue(), filled, faults);
          }
        });
  }

  private static void look(String at, String kind, String given, Filled filled, Faults faults) {
    var identifier = kind.equals("CERTIFICATE") ? certificate(filled) : known(kind);
    if (identifier.isEmpty()) {
      return;
    }
    var plain = identifier.get().plain(given);
    var findings = identifier.get().look(plain, filled.day());
    findings.forEach(f -> faults.add(at, f.code(), f.zh(), f.en(), f.severity()));
    if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
      var cut = at.lastIndexOf('/');
      ((ObjectNode) filled.document().at(at.substring(0, cut))).put(at.substring(cut + 1), plain);
    }
  }

  private static Optional<Identifier> certificate(Filled filled) {
    return filled.text("/applicant/certType").map(CERTIFICATES::get);
  }

  private static Optional<Identifier> known(String kind) {
    return Optional.of(KINDS.get(kind));
  }
}
