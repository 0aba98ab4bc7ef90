package org.lianbao.intake;

import java.util.regex.Pattern;
import org.lianbao.shared.Json;
import org.springframework.stereotype.Service;

@Service
final class QueuedApplications implements Applications {

  private static final int ACCEPTED = 202;
  private static final int TROUBLE = 500;
  private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,128}");

  private final Reception reception;

  QueuedApplications(Reception reception) {
    this.reception = reception;
  }

  @Override
  public Answer take(Letter letter, String traceId) {
    var submission =
        Submission.of(letter.method(), letter.path(), letter.properties(), letter.body());
    var requestId = requestId(submission);
    try {
      Body.requireSize(letter.body());
      var taken = reception.take(submission);
      return new Answer(ACCEPTED, taken.body(), requestId, taken.caseNo());
    } catch (Refused refused) {
      var problem = refused.problem(traceId);
      if (problem.status() >= TROUBLE) {
        throw refused;
      }
      return new Answer(problem.status(), Json.write(problem), requestId, null);
    }
  }

  /** The form's own, or else what stands beside it. */
  private static String requestId(Submission submission) {
    String own = null;
    try {
      if (submission.body().length <= Body.LIMIT) {
        own = Body.document(submission.body()).path("requestId").textValue();
      }
    } catch (Refused refused) {
      // Not a form that says who it is; the answer tells why.
    }
    var id = own == null ? submission.field(Submission.REQUEST_ID) : own;
    return id != null && REQUEST_ID.matcher(id).matches() ? id : null;
  }
}
