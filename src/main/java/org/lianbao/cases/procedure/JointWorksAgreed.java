package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.List;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/**
 * How neighbours dig, once it is agreed, is told to each of them (S55); what the window agrees anew
 * is told again.
 */
record JointWorksAgreed(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (before.outcome().isPresent()) {
      return List.of();
    }
    var due = new Due(now, takers);
    for (var agreement : JointAgreement.of(now)) {
      if (agreement.agreed() && !agreement.lapsed()) {
        tell(agreement, due);
      }
    }
    return due.owedNow(now, at);
  }

  private static void tell(JointAgreement agreement, Due due) {
    var works = agreement.works();
    var turn = agreement.said() == 0 ? "" : "" + agreement.said();
    for (var service : works.with()) {
      var details = works.json(agreement.no(), List.of());
      var others = details.putArray("with");
      works.with().stream().filter(it -> !it.equals(service)).forEach(others::add);
      details.put("agreed", true);
      due.add(
          Role.utility(service),
          OrderKind.JOINT_WORKS,
          "-XT" + agreement.no() + "-YD" + turn,
          null,
          details);
    }
  }
}
