package org.lianbao.intake;

import java.util.List;
import org.lianbao.shared.Problem.Fault;

/** The answer to an application that is on record. */
record Accepted(String caseNo, int revision, String status, List<Fault> warnings, Links links) {

  static Accepted of(String caseNo, int revision, List<Fault> warnings) {
    return new Accepted(
        caseNo, revision, "ACCEPTED_FOR_PROCESSING", List.copyOf(warnings), Links.of(caseNo));
  }

  /** Where the case can be read: its record, its events, its page. */
  record Links(String self, String events, String page) {

    static Links of(String caseNo) {
      var self = "/api/v1/cases/" + caseNo;
      return new Links(self, self + "/events", "/cases/" + caseNo);
    }
  }
}
