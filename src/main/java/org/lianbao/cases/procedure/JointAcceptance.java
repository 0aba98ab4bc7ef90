package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.List;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/** Works that are completed owe one acceptance for all, where the applicant chose it (S57, A1). */
record JointAcceptance(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (!now.jointAcceptance()
        || now.intent()
        || before.worksCompleted()
        || before.outcome().isPresent()
        || !now.worksCompleted()) {
      return List.of();
    }
    var due = new Due(now.caseNo(), takers);
    due.add(Role.ACCEPTANCE_LEAD, OrderKind.ACCEPTANCE, "-YS");
    due.add(Role.URBAN_MANAGEMENT, OrderKind.ACCEPTANCE, "-YS");
    return due.owedNow(now, at);
  }
}
