package org.lianbao.cases.procedure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Role;

/**
 * Something that became part of the case. Events are told apart by the shape of their effect;
 * {@link #type()} says which of the vocabulary it is.
 */
public sealed interface CaseEvent {

  /** When its source says it happened. */
  Instant occurredAt();

  EventType type();

  /** The file after this event; total, never throws. */
  CaseFile applyTo(CaseFile before);

  /** The number of the order it is about, or {@code null} for the whole case. */
  default String orderNo() {
    return null;
  }

  /** The case begins: an intent registered or an application accepted, and what that owes. */
  record Opened(
      EventType type,
      Instant occurredAt,
      String caseNo,
      String upstreamApplyNo,
      String applyType,
      boolean externalLine,
      boolean jointAcceptance,
      int revision,
      List<String> services,
      List<Owed> owed,
      List<CaseFile.Call> calls)
      implements CaseEvent {

    @Override
    public CaseFile applyTo(CaseFile before) {
      return new CaseFile(
              caseNo,
              upstreamApplyNo,
              applyType,
              externalLine,
              jointAcceptance,
              revision,
              occurredAt,
              services,
              new TreeMap<>(),
              List.of(),
              new TreeSet<>())
          .owing(owed, calls);
    }
  }

  /**
   * The case came to owe further orders.
   *
   * @param calls what the window must ask for by hand, since nobody takes it
   */
  record OrdersOwed(Instant occurredAt, List<Owed> owed, List<CaseFile.Call> calls)
      implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.ORDERS_OWED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before.owing(owed, calls);
    }
  }

  /**
   * An order the case owes a partner.
   *
   * @param item code of the approval it asks for (审批事项), or {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Owed(String orderNo, String partner, String role, String kind, String item) {

    /** The service it connects, or {@code null}. */
    public String service() {
      return Role.service(role);
    }

    OrderFile file() {
      return new OrderFile(orderNo, partner, role, kind, null, Map.of());
    }
  }

  /**
   * A milestone of an order was reported, or follows for the first time from what was. The file
   * knows the implied from the reports already.
   */
  record Reported(
      EventType type,
      Instant occurredAt,
      String orderNo,
      String outcome,
      boolean implied,
      String eventId,
      JsonNode attributes)
      implements CaseEvent {

    public Reported {
      attributes = Facts.orNone(attributes);
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      if (implied) {
        return before;
      }
      var told = new Milestone(occurredAt, outcome, false, attributes);
      return before
          .order(orderNo)
          .map(order -> before.with(order.with(type, told), fingerprint()))
          .orElse(before);
    }

    /** What tells this report from others. */
    String fingerprint() {
      return Facts.fingerprint(orderNo, type.stored(), occurredAt, outcome, attributes);
    }
  }

  /** The case reached a later stage. The file knows it already from the milestones. */
  record StageChanged(Instant occurredAt, Stage from, Stage to) implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.STAGE_CHANGED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before;
    }
  }

  /** The case ended, or ended better or worse than it had. The file knows it already. */
  record CaseClosed(Instant occurredAt, String outcome) implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.CASE_CLOSED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before;
    }
  }
}
