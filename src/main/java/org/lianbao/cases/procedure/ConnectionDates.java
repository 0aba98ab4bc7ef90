package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.OrderFile.End;

/**
 * A booked connection (预约接通, S24, S57) is told to the utility that is to come; also after the end
 * of a case, for what could only be made ready out of season (A25).
 */
record ConnectionDates(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var due = new Due(now, takers);
    now.connections()
        .filter(order -> order.end() == End.OPEN || order.end() == End.READY)
        .forEach(
            order ->
                order
                    .latest(EventType.CONNECTION_BOOKED)
                    .ifPresent(
                        booked -> {
                          var no = order.turns(EventType.CONNECTION_BOOKED).size();
                          var details = JsonNodeFactory.instance.objectNode();
                          details.set("at", booked.attributes().get("at"));
                          due.add(
                              order.role(),
                              OrderKind.CONNECTION_DATE,
                              "-YY" + no,
                              null,
                              Facts.normal(details));
                        }));
    return due.owedNow(now, at);
  }
}
