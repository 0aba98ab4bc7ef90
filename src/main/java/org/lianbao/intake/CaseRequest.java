package org.lianbao.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.application.NoteCheck;
import org.lianbao.cases.Cases;
import org.lianbao.cases.NotPossible;

/**
 * What the county may ask of a case on record, each with the schema of its body in the contract.
 */
enum CaseRequest {
  /** One service, several or all are withdrawn (撤回). */
  WITHDRAWAL("Withdrawal") {
    @Override
    List<String> done(Cases cases, String caseNo, ObjectNode body, String source, Instant now)
        throws NotPossible {
      var reason = body.path("reason").asText();
      return cases.withdraw(
          caseNo, new Cases.Withdrawal(texts(body.path("services")), reason, now, source));
    }
  },
  /** Corrections are answered without a changed form (补正答复). */
  CORRECTION("CorrectionAnswer") {
    @Override
    List<String> done(Cases cases, String caseNo, ObjectNode body, String source, Instant now)
        throws NotPossible {
      var remark = body.path("remark").asText();
      return cases.correct(
          caseNo, new Cases.Correction(texts(body.path("orderNos")), remark, now, source));
    }
  };

  private final NoteCheck check;

  CaseRequest(String schema) {
    this.check = new NoteCheck(schema);
  }

  NoteCheck check() {
    return check;
  }

  /** Does it in the caller's transaction; gives the services or orders it was about. */
  abstract List<String> done(
      Cases cases, String caseNo, ObjectNode body, String source, Instant now) throws NotPossible;

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
