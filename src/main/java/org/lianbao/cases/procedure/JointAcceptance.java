package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules;

/**
 * Works that are completed owe one acceptance for all, where the applicant chose it (S23, S57, A1):
 * by whoever the rules have lead it, with the departments, the utilities and the builder (A24). Who
 * then chooses single acceptance after all is not accepted jointly.
 */
record JointAcceptance(Takers takers, Rulebook rules) implements Part {

  private static final String ENDING = "-YS";

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (now.intent() || before.outcome().isPresent()) {
      return List.of();
    }
    var due = new Due(now, takers);
    var events = new ArrayList<CaseEvent>();
    if (!now.jointAcceptance()) {
      events.addAll(Ending.of(undecided(now), at, Reported.HUB, "改为单项验收"));
    } else if (now.worksCompleted()) {
      invite(now, due);
    }
    events.addAll(due.owedNow(now, at));
    return events;
  }

  private void invite(CaseFile now, Due due) {
    var acceptance = rules.edition(now.rules()).acceptance();
    var utilities = now.connections().filter(it -> !it.lost()).map(OrderFile::role).toList();
    var details = JsonNodeFactory.instance.objectNode().put("mode", "JOINT");
    details.put("lead", acceptance.lead()).put("basis", acceptance.basis());
    var participants = details.putArray("participants");
    Stream.of(acceptance.lead(), other(acceptance)).forEach(participants::add);
    utilities.forEach(participants::add);
    participants.add("builder");
    var told = Facts.normal(details);
    due.add(acceptance.lead(), Role.ACCEPTANCE_LEAD, OrderKind.ACCEPTANCE, ENDING, null, told);
    due.add(
        other(acceptance),
        acceptance.lead().equals(Role.ACCEPTANCE_LEAD)
            ? Role.URBAN_MANAGEMENT
            : Role.DRAWING_REVIEW,
        OrderKind.ACCEPTANCE,
        ENDING,
        null,
        told);
    utilities.forEach(role -> due.add(role, OrderKind.ACCEPTANCE, ENDING, null, told));
  }

  /** Of the two departments that the notice names as leading (S24, S57), the one that does not. */
  private static String other(Rules.Acceptance acceptance) {
    return acceptance.lead().equals(Role.ACCEPTANCE_LEAD)
        ? Role.URBAN_MANAGEMENT
        : Role.ACCEPTANCE_LEAD;
  }

  private static List<OrderFile> undecided(CaseFile now) {
    return now.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.ACCEPTANCE) && order.withdrawn() == null)
        .filter(order -> !order.lost() && !order.has(EventType.ACCEPTANCE_DECIDED))
        .toList();
  }
}
