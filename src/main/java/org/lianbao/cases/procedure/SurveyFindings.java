package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseEvent.Reported;

/**
 * A survey that finds or denies an external line re-plans the case (A2): it is told who found it,
 * what was believed before and since, and where there is none the departments need not decide any
 * more. What a line found asks of them is {@link Departments} to say.
 */
record SurveyFindings() implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var line = ExternalLine.of(now);
    if (line.findings().isEmpty() || now.intent()) {
      return List.of();
    }
    var events = new ArrayList<CaseEvent>();
    if (before.externalLine() != line.needed()) {
      events.add(changed(now, line, at));
    }
    if (before.outcome().isPresent()) {
      return events;
    }
    if (!line.needed()) {
      var open =
          now.orders().values().stream()
              .filter(it -> it.decides() && !it.settled())
              .filter(it -> !it.kind().equals(OrderKind.ACCEPTANCE))
              .toList();
      events.addAll(Ending.of(open, at, Reported.HUB, "经踏勘无外线工程"));
    }
    return events;
  }

  private static CaseEvent changed(CaseFile now, ExternalLine line, Instant at) {
    var by = line.latest().orElseThrow();
    var facts = JsonNodeFactory.instance.objectNode();
    facts.put("from", !line.needed()).put("to", line.needed());
    facts.put("foundBy", by.orderNo());
    now.order(by.orderNo()).map(OrderFile::service).ifPresent(it -> facts.put("service", it));
    facts.set("recordedBy", by.told().attributes().get("recordedBy"));
    var stages = facts.putArray("stages");
    Stage.counted(line.needed()).forEach(stage -> stages.add(stage.name()));
    return Reported.byHub(EventType.EXTERNAL_LINE_CHANGED, at, now.caseNo(), null, facts);
  }
}
