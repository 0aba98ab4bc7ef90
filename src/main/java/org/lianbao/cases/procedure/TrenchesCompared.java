package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.JointWorks.Proposal;
import org.lianbao.rules.Rulebook;

/**
 * Each new plan is compared with the others, and what is to be dug together is proposed to those
 * who dig (S22, S53, S54). A proposal that changes takes the place of the one for the same street.
 */
record TrenchesCompared(Takers takers, Rulebook rules) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (before.outcome().isPresent() || now.intent() || Plan.of(before).equals(Plan.of(now))) {
      return List.of();
    }
    var events = new ArrayList<CaseEvent>();
    var file = now;
    var wanted = Trenching.of(Plan.of(now), rules.edition(now.rules()).jointWorks());
    for (var works : wanted) {
      var standing = JointWorks.standing(file);
      if (standing.stream().noneMatch(it -> it.works().equals(works))) {
        standing.removeIf(it -> wanted.contains(it.works()));
        var more = propose(file, works, replaced(standing, works), at);
        file = file.after(more);
        events.addAll(more);
      }
    }
    return events;
  }

  private List<CaseEvent> propose(
      CaseFile file, JointWorks works, List<Integer> replaces, Instant at) {
    var no = file.own().turns(EventType.JOINT_WORKS_PROPOSED).size() + 1;
    var due = new Due(file, takers);
    for (var service : works.with()) {
      var details = works.json(no, List.of());
      var others = details.putArray("with");
      works.with().stream().filter(it -> !it.equals(service)).forEach(others::add);
      due.add(Role.utility(service), OrderKind.JOINT_WORKS, "-XT" + no, null, details);
    }
    var events = new ArrayList<CaseEvent>();
    events.add(
        Reported.byHub(
            EventType.JOINT_WORKS_PROPOSED, at, file.caseNo(), null, works.json(no, replaces)));
    events.addAll(due.owedNow(file, at));
    return events;
  }

  private static List<Integer> replaced(List<Proposal> standing, JointWorks works) {
    return standing.stream()
        .filter(it -> it.works().roadName().equals(works.roadName()))
        .filter(it -> it.works().with().stream().filter(works.with()::contains).count() > 1)
        .map(Proposal::no)
        .toList();
  }
}
