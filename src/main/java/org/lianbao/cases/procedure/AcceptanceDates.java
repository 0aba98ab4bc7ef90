package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.OrderFile.End;

/**
 * The time of a joint acceptance (S24, S57) is told to the utilities that are to come, and another
 * time again. The departments arrange it among themselves and with the window.
 */
record AcceptanceDates(Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    if (now.intent() || before.outcome().isPresent() || !now.jointAcceptance()) {
      return List.of();
    }
    var times = times(now);
    if (times.isEmpty()) {
      return List.of();
    }
    var details = JsonNodeFactory.instance.objectNode().put("at", times.get(times.size() - 1));
    var due = new Due(now, takers);
    now.connections()
        .filter(order -> order.end() == End.OPEN)
        .forEach(
            order ->
                due.add(
                    order.role(),
                    OrderKind.ACCEPTANCE_DATE,
                    "-YT" + times.size(),
                    null,
                    Facts.normal(details)));
    return due.owedNow(now, at);
  }

  /** Every time it was set for, in order; one that was only told again is not another. */
  private static List<String> times(CaseFile now) {
    var joint =
        now.orders().values().stream()
            .filter(
                order -> order.kind().equals(OrderKind.ACCEPTANCE) && order.withdrawn() == null);
    var said =
        Stream.concat(Stream.of(now.own()), joint)
            .flatMap(order -> order.turns(EventType.ACCEPTANCE_SCHEDULED).stream())
            .sorted(Standing.BY_TIME)
            .map(Milestone::attributes)
            .map(told -> told.path("at").asText(told.path("scheduledAt").asText("")))
            .filter(time -> !time.isBlank())
            .toList();
    return Stream.iterate(0, n -> n < said.size(), n -> n + 1)
        .filter(n -> n == 0 || !said.get(n).equals(said.get(n - 1)))
        .map(said::get)
        .toList();
  }
}
