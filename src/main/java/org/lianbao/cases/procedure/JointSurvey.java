package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.rules.Rulebook;

/**
 * Times that suit everyone become an appointment, and an appointment invites utilities and
 * departments at the same moment (S16, S31, S32); each new one invites anew. The window may set any
 * time itself.
 */
record JointSurvey(Takers takers, Rulebook rules) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (before.outcome().isPresent()) {
      return List.of();
    }
    var events = new ArrayList<CaseEvent>();
    Survey.of(now)
        .agreed(rules.edition(now.rules()).survey(), at)
        .ifPresent(time -> events.add(appointment(now, time, at)));
    var file = now.after(events);
    events.addAll(invitations(Survey.of(file), at).owedNow(file, at));
    return events;
  }

  private static CaseEvent appointment(CaseFile now, Instant time, Instant at) {
    var facts = JsonNodeFactory.instance.objectNode().put("at", time.toString());
    facts.put("agreed", true);
    return Reported.byHub(EventType.SURVEY_SCHEDULED, at, now.caseNo(), null, facts);
  }

  /** Who is to come; nobody is asked to come to what is over. */
  private Due invitations(Survey survey, Instant at) {
    var due = new Due(survey.file(), takers);
    var ahead = survey.at().filter(time -> time.isBefore(at)).isEmpty();
    if (survey.state() == Survey.State.SCHEDULED && ahead) {
      var details = details(survey);
      for (var role : survey.participants()) {
        due.add(role, OrderKind.SURVEY, "-KC" + survey.no(), null, details);
      }
    }
    return due;
  }

  private static ObjectNode details(Survey survey) {
    var appointment = survey.scheduled().attributes();
    var details = JsonNodeFactory.instance.objectNode().put("no", survey.no());
    details.set("at", appointment.path("at"));
    details.set("place", appointment.path("place"));
    details.put("visit", survey.file().intent());
    var participants = details.putArray("participants");
    survey.participants().forEach(participants::add);
    participants.add(Survey.APPLICANT);
    return (ObjectNode) Facts.normal(details);
  }
}
