package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.CaseClosed;
import org.lianbao.cases.procedure.CaseEvent.Opened;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.CaseEvent.StageChanged;
import org.lianbao.cases.procedure.Stage;
import org.lianbao.shared.Json;

/**
 * One line of the log.
 *
 * @param source slug of the partner that told it, or {@code hub}
 * @param service service of the order it is about, or {@code null}
 * @param stage stage of the case after the event
 */
record Entry(
    long seq, CaseEvent event, Instant recordedAt, String source, String service, Stage stage) {

  /** The source of what the hub decides or does itself. */
  static final String HUB = "hub";

  /** The orders the case came to owe by it. */
  List<Owed> owed() {
    if (event instanceof Opened opened) {
      return opened.owed();
    }
    return event instanceof OrdersOwed later ? later.owed() : List.of();
  }

  /** What outsiders are told of it. */
  EventView view() {
    var reported = event instanceof Reported it ? it : null;
    return new EventView(
        seq,
        event.type().name(),
        event.type().zh(),
        event.type().en(),
        event.occurredAt(),
        recordedAt,
        source,
        event.orderNo(),
        service,
        outcome(),
        reported != null && reported.implied(),
        stage.name(),
        attributes());
  }

  private String outcome() {
    if (event instanceof CaseClosed closed) {
      return closed.outcome();
    }
    return event instanceof Reported reported ? reported.outcome() : null;
  }

  private JsonNode attributes() {
    if (event instanceof Reported reported) {
      return reported.attributes();
    }
    ObjectNode facts = Json.mapper().createObjectNode();
    if (event instanceof StageChanged changed) {
      facts.put("from", changed.from().name()).put("to", changed.to().name());
    } else if (event instanceof CaseClosed closed) {
      facts.put("outcome", closed.outcome());
    } else if (event instanceof Opened opened) {
      facts.put("applyType", opened.applyType());
      facts.put("externalLine", opened.externalLine());
      facts.set("services", Json.mapper().valueToTree(opened.services()));
      facts.set("calls", Json.mapper().valueToTree(opened.calls()));
    } else if (event instanceof OrdersOwed owed) {
      var orders = facts.putArray("orders");
      owed.owed().forEach(order -> orders.add(order.orderNo()));
      var calls = facts.putArray("calls");
      owed.calls().forEach(call -> calls.add(call.kind()));
    }
    return facts;
  }
}
