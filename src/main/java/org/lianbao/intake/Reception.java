package org.lianbao.intake;

import com.fasterxml.jackson.databind.JsonNode;
import org.lianbao.application.Checked;
import org.lianbao.application.FormCheck;
import org.springframework.stereotype.Service;

/** What every application goes through, whatever brought it: signature, form, record. */
@Service
final class Reception {

  private final SignatureCheck signatures;
  private final FormCheck forms;
  private final Intake intake;

  Reception(SignatureCheck signatures, FormCheck forms, Intake intake) {
    this.signatures = signatures;
    this.forms = forms;
    this.intake = intake;
  }

  /**
   * Takes an application; when this returns, it is on record.
   *
   * @throws Refused with everything that is wrong with it
   */
  Intake.Answer take(Submission submission) {
    var caller = signatures.check(submission);
    Checked checked;
    try {
      checked = checked(Body.document(submission.body()), submission);
    } catch (Refused refused) {
      intake.spend(caller);
      throw refused;
    }
    return intake.take(caller, checked.application().orElseThrow(), checked.warnings());
  }

  private Checked checked(JsonNode document, Submission submission) {
    var said = submission.field(Submission.REQUEST_ID);
    var own = document.path("requestId").textValue();
    if (said != null && own != null && !said.equals(own)) {
      var name = submission.called(Submission.REQUEST_ID);
      throw Refused.badRequest(
          "REQUEST_ID_DIFFERS",
          "%s 与表内 requestId 不一致，请改为一致 / %s must equal the form's requestId".formatted(name, name));
    }
    var checked = forms.check(document);
    if (checked.application().isEmpty()) {
      throw Refused.invalidForm(checked.faults());
    }
    return checked;
  }
}
