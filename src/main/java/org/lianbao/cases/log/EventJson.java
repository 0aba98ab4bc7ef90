package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.Amended;
import org.lianbao.cases.procedure.CaseEvent.BundleDecided;
import org.lianbao.cases.procedure.CaseEvent.CaseClosed;
import org.lianbao.cases.procedure.CaseEvent.HolderBarred;
import org.lianbao.cases.procedure.CaseEvent.LimitTold;
import org.lianbao.cases.procedure.CaseEvent.Opened;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;
import org.lianbao.cases.procedure.CaseEvent.PathDecided;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.CaseEvent.StageChanged;
import org.lianbao.cases.procedure.CaseEvent.StartedUnfiled;
import org.lianbao.cases.procedure.CaseEvent.TimeDoubted;
import org.lianbao.cases.procedure.CaseEvent.Withdrawn;
import org.lianbao.shared.Json;

/** How an event is kept in the log: what has no column of its own is in its body. */
final class EventJson {

  private EventJson() {}

  /** The body; the columns hold type, time and order. */
  static ObjectNode body(CaseEvent event) {
    ObjectNode body = Json.mapper().valueToTree(event);
    body.remove("type");
    body.remove("occurredAt");
    body.remove("orderNo");
    if (event instanceof Reported reported) {
      if (!reported.implied()) {
        body.remove("implied");
      }
      if (reported.attributes().isEmpty()) {
        body.remove("attributes");
      }
    }
    return body;
  }

  /** The event of a row. An event about an order is a report, unless it is about its time. */
  static CaseEvent read(EventType type, Instant occurredAt, String orderNo, JsonNode body) {
    var whole = body.<ObjectNode>deepCopy();
    whole.put("type", type.name());
    whole.put("occurredAt", occurredAt.toString());
    whole.put("orderNo", orderNo);
    return Json.as(whole, shape(type, orderNo, body));
  }

  private static Class<? extends CaseEvent> shape(EventType type, String orderNo, JsonNode body) {
    return switch (type) {
      case SLA_WARNED, SLA_BREACHED, SLA_MET_LATE_REPORTED, SLA_RECOMPUTED -> LimitTold.class;
      case REPORT_BACKDATED, REPORT_AHEAD -> TimeDoubted.class;
      default -> orderNo != null ? Reported.class : ofCase(type, body);
    };
  }

  private static Class<? extends CaseEvent> ofCase(EventType type, JsonNode body) {
    return switch (type) {
      case ORDERS_OWED -> OrdersOwed.class;
      case STAGE_CHANGED -> StageChanged.class;
      case CASE_CLOSED -> CaseClosed.class;
      case PATH_DECIDED -> PathDecided.class;
      case BUNDLE_DECIDED -> BundleDecided.class;
      case STARTED_UNFILED -> StartedUnfiled.class;
      case HOLDER_BARRED -> HolderBarred.class;
      case APPLICATION_WITHDRAWN -> Withdrawn.class;
      // A formal application either begins a case or follows an intent, with a later form.
      default -> body.has("revision") ? Amended.class : Opened.class;
    };
  }
}
