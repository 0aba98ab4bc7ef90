package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseEvent.Reported;

/**
 * A survey that is recorded of the case as a whole was one of every utility's: each of their orders
 * that nobody withdrew counts as surveyed then (S31). What it found of an external line stays told
 * of the case.
 */
record SurveySpread() implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var known = before.own().turns(EventType.SURVEY_COMPLETED);
    var events = new ArrayList<CaseEvent>();
    for (var told : now.own().turns(EventType.SURVEY_COMPLETED)) {
      if (!known.contains(told)) {
        surveyed(now).forEach(order -> events.addAll(spread(now, order, told)));
      }
    }
    return events;
  }

  private static List<OrderFile> surveyed(CaseFile now) {
    var kind = now.intent() ? OrderKind.INTENT : OrderKind.CONNECT;
    return now.orders().values().stream()
        .filter(order -> order.kind().equals(kind) && order.withdrawn() == null)
        .toList();
  }

  private static List<CaseEvent> spread(CaseFile now, OrderFile order, Milestone told) {
    var facts = JsonNodeFactory.instance.objectNode();
    for (var field : List.of("accessOk", "recordedBy")) {
      facts.set(field, told.attributes().get(field));
    }
    var report =
        Reported.byHub(
            EventType.SURVEY_COMPLETED, told.occurredAt(), order.orderNo(), told.outcome(), facts);
    if (now.heard().contains(report.fingerprint())) {
      return List.of();
    }
    var after = report.applyTo(now).order(order.orderNo()).orElseThrow();
    var events = new ArrayList<>(Procedure.implied(order, after));
    events.add(report);
    return events;
  }
}
