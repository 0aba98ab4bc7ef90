package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.Amended;
import org.lianbao.cases.procedure.CaseEvent.BundleDecided;
import org.lianbao.cases.procedure.CaseEvent.CaseClosed;
import org.lianbao.cases.procedure.CaseEvent.HolderBarred;
import org.lianbao.cases.procedure.CaseEvent.LimitTold;
import org.lianbao.cases.procedure.CaseEvent.Opened;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseEvent.PathDecided;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.CaseEvent.StageChanged;
import org.lianbao.cases.procedure.CaseEvent.StartedUnfiled;
import org.lianbao.cases.procedure.CaseEvent.TimeDoubted;
import org.lianbao.cases.procedure.CaseEvent.Withdrawn;
import org.lianbao.cases.procedure.Stage;
import org.lianbao.cases.procedure.Track;
import org.lianbao.shared.Clock;
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
    if (event instanceof Amended amended) {
      return amended.owed();
    }
    return event instanceof OrdersOwed later ? later.owed() : List.of();
  }

  /** What outsiders are told of it; what is about the case as a whole names no order. */
  EventView view(String caseNo) {
    var reported = event instanceof Reported it ? it : null;
    return new EventView(
        seq,
        event.type().name(),
        event.type().zh(),
        event.type().en(),
        event.occurredAt(),
        recordedAt,
        source,
        caseNo.equals(event.orderNo()) ? null : event.orderNo(),
        service,
        outcome(),
        reported != null && reported.implied(),
        stage.name(),
        attributes());
  }

  private String outcome() {
    if (event instanceof BundleDecided decided) {
      return decided.outcome();
    }
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
      facts.put("applyType", opened.request().applyType());
      facts.put("externalLine", !"NO".equals(opened.request().externalLine()));
      facts.set("services", Json.mapper().valueToTree(opened.request().services()));
      facts.put("rules", opened.rules());
      owed(facts, opened.owed());
    } else if (event instanceof PathDecided path) {
      path(facts, path.track());
    } else if (event instanceof BundleDecided
        || event instanceof StartedUnfiled
        || event instanceof HolderBarred) {
      facts.setAll(EventJson.body(event));
    } else if (event instanceof Amended amended) {
      facts.put("applyType", amended.request().applyType());
      facts.set("services", Json.mapper().valueToTree(amended.request().services()));
      facts.put("revision", amended.revision());
      facts.set("changed", Json.mapper().valueToTree(amended.changed()));
      owed(facts, amended.owed());
    } else if (event instanceof Withdrawn withdrawn) {
      facts.set("services", Json.mapper().valueToTree(withdrawn.services()));
      facts.put("reason", withdrawn.reason());
    } else if (event instanceof OrdersOwed owed) {
      owed(facts, owed.owed());
    } else if (event instanceof LimitTold told) {
      limit(facts, told);
    } else if (event instanceof TimeDoubted doubted) {
      facts.put("event", doubted.report().name());
      facts.put("said", time(doubted.said())).put("taken", time(doubted.taken()));
    }
    return facts;
  }

  private static void path(ObjectNode facts, Track track) {
    var paths = facts.putArray("paths");
    track
        .paths()
        .forEach(
            (service, path) -> {
              var said = paths.addObject().put("service", service);
              said.put("path", path.commitment() ? "COMMITMENT" : "NORMAL");
              path.reasons().forEach(said.putArray("reasons")::add);
            });
  }

  private static void limit(ObjectNode facts, LimitTold told) {
    facts.put("ruleId", told.rule()).put("dueAt", time(told.dueAt())).put("state", told.state());
    facts.put("clock", told.clock()).put("calendar", told.calendar());
    if (told.was() != null) {
      facts.put("wasDueAt", time(told.was().dueAt())).put("wasCalendar", told.was().calendar());
    }
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(Clock.COUNTY));
  }

  private static void owed(ObjectNode facts, List<Owed> owed) {
    var orders = facts.putArray("orders");
    owed.stream().filter(it -> !it.byHand()).forEach(it -> orders.add(it.orderNo()));
    var calls = facts.putArray("calls");
    owed.stream()
        .filter(Owed::byHand)
        .forEach(it -> calls.addObject().put("role", it.role()).put("kind", it.kind()));
  }
}
