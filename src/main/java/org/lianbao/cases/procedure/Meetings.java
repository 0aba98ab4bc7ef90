package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/**
 * A review meeting (项目联审会) is announced to every utility of the county, also to those whose service
 * nobody asked for yet (S10, S27).
 */
record Meetings(Takers takers) implements Part {

  private static final Services SERVICES = Services.load();

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var no = now.own().turns(EventType.MEETING_ANNOUNCED).size();
    if (no == 0 || before.outcome().isPresent()) {
      return List.of();
    }
    var announced = now.own().latest(EventType.MEETING_ANNOUNCED).orElseThrow().attributes();
    var details = JsonNodeFactory.instance.objectNode();
    List.of("at", "place", "subject").forEach(field -> details.set(field, announced.get(field)));
    var due = new Due(now, takers);
    Stream.concat(now.services().stream(), SERVICES.all().stream().map(Service::code))
        .distinct()
        .filter(service -> now.services().contains(service) || offered(service))
        .forEach(
            service ->
                due.add(
                    Role.utility(service),
                    OrderKind.MEETING,
                    "-LS" + no,
                    null,
                    Facts.normal(details)));
    return due.owedNow(now, at);
  }

  private boolean offered(String service) {
    return Stream.of(OrderKind.MEETING, OrderKind.CONNECT)
        .anyMatch(kind -> takers.taking(Role.utility(service), kind).isPresent());
  }
}
