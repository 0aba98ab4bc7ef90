package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.application.Application;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;

/**
 * Decides what becomes of a case: facts come in, events come out. Refusals, contradictions and late
 * news are events like any other; the same report told again is none.
 */
public final class Procedure {

  private Procedure() {}

  /** Opens a case and decides what it owes to whom. */
  public static List<CaseEvent> open(
      String caseNo, Application application, Instant receivedAt, Takers takers) {
    var intent = "INTENT".equals(application.applyType());
    var due = Due.of(caseNo, application, receivedAt, takers);
    return List.of(
        new CaseEvent.Opened(
            intent ? EventType.INTENT_REGISTERED : EventType.APPLICATION_ACCEPTED,
            receivedAt,
            caseNo,
            application.upstreamApplyNo(),
            application.applyType(),
            !"NO".equals(application.externalLine()),
            "JOINT".equals(application.acceptanceMode()),
            1,
            List.copyOf(application.services()),
            due.orders(),
            due.calls()));
  }

  /**
   * What the tiding means for this case. Tidings about orders that the case does not follow, such
   * as its own reports to the county, mean nothing to it.
   */
  public static List<CaseEvent> decide(CaseFile now, Told told, Takers takers) {
    var report = report(told);
    var order = now.order(report.orderNo());
    if (order.isEmpty()
        || EventType.reported(report.type().name()).isEmpty()
        || now.heard().contains(report.fingerprint())) {
      return List.of();
    }
    var reported = report.applyTo(now);
    var events = new ArrayList<>(implied(order.get(), reported.orders().get(report.orderNo())));
    events.add(report);
    var owed = owed(now, reported, report.occurredAt(), takers);
    events.addAll(owed);
    var after = reported.after(owed);
    if (after.stage().compareTo(now.stage()) > 0) {
      events.add(new CaseEvent.StageChanged(report.occurredAt(), now.stage(), after.stage()));
    }
    if (!after.outcome().equals(now.outcome())) {
      after
          .outcome()
          .ifPresent(end -> events.add(new CaseEvent.CaseClosed(report.occurredAt(), end)));
    }
    return events;
  }

  /** What the report makes due; a case that has ended owes nothing more. */
  private static List<CaseEvent> owed(CaseFile now, CaseFile reported, Instant at, Takers takers) {
    if (!now.jointAcceptance()
        || now.intent()
        || now.worksCompleted()
        || now.outcome().isPresent()
        || !reported.worksCompleted()) {
      return List.of();
    }
    var due = Due.ofCompletedWorks(now, at, takers);
    return List.of(new CaseEvent.OrdersOwed(at, due.orders(), due.calls()));
  }

  private static CaseEvent.Reported report(Told told) {
    if (told instanceof Told.Delivered delivered) {
      var facts = JsonNodeFactory.instance.objectNode();
      facts.put("partnerRef", Facts.normal(delivered.partnerRef()));
      return report(
          EventType.ORDER_DELIVERED, delivered.at(), delivered.orderNo(), null, null, facts);
    }
    if (told instanceof Told.Refused refused) {
      var facts = JsonNodeFactory.instance.objectNode();
      facts.put("code", refused.code()).put("reason", refused.reason());
      return report(EventType.ORDER_REFUSED, refused.at(), refused.orderNo(), null, null, facts);
    }
    var reported = (Told.Reported) told;
    return report(
        reported.event(),
        reported.occurredAt(),
        reported.orderNo(),
        reported.outcome(),
        reported.eventId(),
        reported.attributes());
  }

  private static CaseEvent.Reported report(
      EventType type, Instant at, String orderNo, String outcome, String eventId, JsonNode facts) {
    return new CaseEvent.Reported(
        type,
        Facts.normal(at),
        orderNo,
        Facts.normal(outcome),
        false,
        Facts.normal(eventId),
        Facts.normal(facts));
  }

  /** What the order is known to have passed since the report, and nobody reported. */
  private static List<CaseEvent> implied(OrderFile before, OrderFile after) {
    var events = new ArrayList<CaseEvent>();
    after
        .milestones()
        .forEach(
            (type, it) -> {
              if (it.implied() && !before.has(type)) {
                events.add(implied(after.orderNo(), type, it));
              }
            });
    return events;
  }

  private static CaseEvent implied(String orderNo, EventType type, Milestone it) {
    return new CaseEvent.Reported(
        type, it.occurredAt(), orderNo, it.outcome(), true, null, it.attributes());
  }
}
