package org.lianbao.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lianbao.application.Checked;
import org.lianbao.application.FormCheck;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.stereotype.Service;

/** What every request of the county goes through, whatever brought it: signature, form, record. */
@Service
final class Reception {

  private final SignatureCheck signatures;
  private final FormCheck forms;
  private final Intake intake;
  private final Upstream upstream;

  Reception(SignatureCheck signatures, FormCheck forms, Intake intake, Upstream upstream) {
    this.signatures = signatures;
    this.forms = forms;
    this.intake = intake;
    this.upstream = upstream;
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

  /**
   * Takes what the county asks of a case; when this returns, it is on record.
   *
   * @throws Refused with everything that is wrong with it
   */
  Intake.Answer take(Submission submission, String caseNo, CaseRequest request) {
    var caller = signatures.check(submission);
    ObjectNode body;
    try {
      var document = Body.document(submission.body());
      requireSameId(document, submission);
      var checked = request.check().check(document);
      if (!checked.faults().isEmpty()) {
        throw Refused.invalidRequest(checked.faults());
      }
      body = checked.document();
    } catch (Refused refused) {
      intake.spend(caller);
      throw refused;
    }
    var asked = body.deepCopy();
    asked.remove("requestId");
    var meaning = Digest.sm3(submission.path() + "\n" + Json.canonical(asked));
    var source = upstream.slug();
    return intake.ask(
        caller,
        body.path("requestId").asText(),
        meaning,
        (cases, now) -> {
          var about = request.done(cases, caseNo, body, source, now);
          return new Intake.Answer(caseNo, Json.write(Recorded.of(caseNo, about)));
        });
  }

  private static void requireSameId(JsonNode document, Submission submission) {
    var said = submission.field(Submission.REQUEST_ID);
    var own = document.path("requestId").textValue();
    if (said != null && own != null && !said.equals(own)) {
      var name = submission.called(Submission.REQUEST_ID);
      throw Refused.badRequest(
          "REQUEST_ID_DIFFERS",
          "%s 与请求体内 requestId 不一致，请改为一致 / %s must equal the body's requestId"
              .formatted(name, name));
    }
  }

  private Checked checked(JsonNode document, Submission submission) {
    requireSameId(document, submission);
    var checked = forms.check(document);
    if (checked.application().isEmpty()) {
      throw Refused.invalidForm(checked.faults());
    }
    return checked;
  }
}
