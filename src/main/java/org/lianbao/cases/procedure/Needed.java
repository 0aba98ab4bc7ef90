package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a case needs of others by what it asks for: of the utilities its services and, at the same
 * moment (S32, S64), of the departments what its works touch.
 */
record Needed(Takers takers, Departments departments) {

  /** Every order this case needs, also those it has. */
  List<CaseEvent.Owed> of(CaseFile file) {
    var owed = new ArrayList<>(Due.of(file.caseNo(), file.request(), takers).orders());
    owed.addAll(departments.wanted(file).orders());
    return List.copyOf(owed);
  }

  /** The decision by which track the works go, if there is one to make. */
  List<CaseEvent> path(CaseFile file, Instant at) {
    return departments.decided(file, at);
  }

  /** The case as it would be if this were asked instead. */
  CaseFile asking(CaseFile now, Request asked, Instant at) {
    var file = now.amended(now.revision() + 1, asked);
    return file.after(path(file, at));
  }
}
