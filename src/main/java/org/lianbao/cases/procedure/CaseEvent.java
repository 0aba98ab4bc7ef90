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
      String rules,
      Request request,
      List<Owed> owed)
      implements CaseEvent {

    @Override
    public CaseFile applyTo(CaseFile before) {
      return new CaseFile(
              caseNo,
              upstreamApplyNo,
              rules,
              1,
              occurredAt,
              request,
              null,
              null,
              new TreeMap<>(),
              new TreeSet<>(),
              null)
          .owing(owed);
    }
  }

  /**
   * The form was replaced by a changed one, or an intent became a formal application, and what that
   * owes.
   *
   * @param revision number of the new form
   * @param changed pointers of the fields that changed; their values are in the forms alone
   * @param source who sent it
   */
  record Amended(
      EventType type,
      Instant occurredAt,
      int revision,
      Request request,
      List<Owed> owed,
      List<String> changed,
      String source)
      implements CaseEvent {

    @Override
    public CaseFile applyTo(CaseFile before) {
      var after = before.amended(revision, request).owing(owed);
      return type == EventType.APPLICATION_ACCEPTED ? after.formalSince(occurredAt) : after;
    }
  }

  /** Services are no longer asked for; the orders that end by it are told one by one. */
  record Withdrawn(Instant occurredAt, List<String> services, String reason, String source)
      implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.APPLICATION_WITHDRAWN;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before.without(services);
    }
  }

  /** The track of the works was decided, or decided anew. */
  record PathDecided(Instant occurredAt, Track track) implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.PATH_DECIDED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before.on(track);
    }
  }

  /** Every approval of a bundle that is required was decided. The file knows it already. */
  record BundleDecided(Instant occurredAt, String bundleNo, String outcome) implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.BUNDLE_DECIDED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before;
    }
  }

  /**
   * Works began or went on without what they had to wait for; nothing stops them (A11, A23). The
   * file knows it already.
   *
   * @param missing kinds of what was not there: PERMIT, COMMITMENT, WORKS_PLAN, TRAFFIC_CONSENT
   */
  record StartedUnfiled(Instant occurredAt, String service, List<String> missing)
      implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.STARTED_UNFILED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before;
    }
  }

  /**
   * A permit was revoked for good reason, and whoever held it may not go by commitment for a time
   * (S51, S52). The file knows it already.
   *
   * @param holderUscc {@code null} for a person, whom nothing bars
   * @param holderName as whoever revoked it says, or {@code null}
   * @param filing number of the order it was revoked under
   * @param barredUntil {@code null}: until the credit is repaired
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HolderBarred(
      Instant occurredAt,
      String holderUscc,
      String holderName,
      String filing,
      String permitNo,
      String reason,
      Instant barredUntil)
      implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.HOLDER_BARRED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before;
    }
  }

  /** The case came to owe further orders. */
  record OrdersOwed(Instant occurredAt, List<Owed> owed) implements CaseEvent {

    @Override
    public EventType type() {
      return EventType.ORDERS_OWED;
    }

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before.owing(owed);
    }
  }

  /**
   * An order the case owes a partner, or the window where nobody takes it.
   *
   * @param item code of the approval it asks for (审批事项), or {@code null}
   * @param details what this order says beside the application, such as the time of a survey; or
   *     {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Owed(
      String orderNo, String partner, String role, String kind, String item, JsonNode details) {

    Owed(String orderNo, String partner, String role, String kind, String item) {
      this(orderNo, partner, role, kind, item, null);
    }

    /** The service it connects, or {@code null}. */
    public String service() {
      return Role.service(role);
    }

    /** Whether no system takes it, and the window arranges it. */
    public boolean byHand() {
      return partner.equals(Role.WINDOW);
    }

    OrderFile file() {
      return new OrderFile(orderNo, partner, role, kind, item, null, Map.of(), Map.of(), null);
    }
  }

  /**
   * A milestone of an order was reported, or follows for the first time from what was. The file
   * knows the implied from the reports already. Under the case's own number it is about the case.
   *
   * @param source who told it, {@code null} for the partner that has the order
   */
  record Reported(
      EventType type,
      Instant occurredAt,
      String orderNo,
      String outcome,
      boolean implied,
      String eventId,
      JsonNode attributes,
      String source)
      implements CaseEvent {

    /** The source of what the hub itself finds and decides. */
    static final String HUB = "hub";

    public Reported {
      attributes = Facts.orNone(attributes);
    }

    /** What the hub decides about an order or, under its own number, about a case. */
    static Reported byHub(
        EventType type, Instant at, String orderNo, String outcome, JsonNode facts) {
      return new Reported(
          type, Facts.normal(at), orderNo, outcome, false, null, Facts.normal(facts), HUB);
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

    /** The same of another order. */
    Reported about(String other) {
      return new Reported(type, occurredAt, other, outcome, implied, eventId, attributes, source);
    }

    /** What tells this report from others. */
    String fingerprint() {
      return Facts.fingerprint(orderNo, type.stored(), occurredAt, outcome, attributes);
    }
  }

  /** The case is in another stage. The file knows it already from the milestones. */
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

  /**
   * A limit warned, was exceeded, turned out to have been met, or was reckoned again.
   *
   * @param clock which limit of the case
   * @param rule its rule, such as {@code SLA-01}
   * @param dueAt when it ends, or ended
   * @param state what it is with that
   * @param calendar editions of the calendar it rests on
   * @param was what it was before, where it was reckoned again; else {@code null}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LimitTold(
      EventType type,
      Instant occurredAt,
      String orderNo,
      String clock,
      String rule,
      Instant dueAt,
      String state,
      String calendar,
      Was was)
      implements CaseEvent {

    /** An end that no longer holds, and the editions of the calendar it rested on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Was(Instant dueAt, String calendar) {}

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before.timed(before.timing().with(this));
    }
  }

  /**
   * A report gives a time that cannot be or should not be: ahead of the hub's, or before the order
   * had reached its partner.
   *
   * @param report what was reported
   * @param said the time it gave
   * @param taken the time the hub goes by
   */
  record TimeDoubted(
      EventType type,
      Instant occurredAt,
      String orderNo,
      EventType report,
      Instant said,
      Instant taken)
      implements CaseEvent {

    @Override
    public CaseFile applyTo(CaseFile before) {
      return before.timed(before.timing().with(this));
    }
  }
}
