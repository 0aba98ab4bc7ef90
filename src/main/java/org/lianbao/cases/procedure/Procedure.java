package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.application.ApprovalItems;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.Told;
import org.lianbao.rules.Rulebook;

/**
 * Decides what becomes of a case: facts come in, events come out. Refusals, contradictions and late
 * news are events like any other; the same report told again is none.
 */
public final class Procedure {

  private final Takers takers;
  private final Rulebook rules;
  private final Needed needed;
  private final List<Part> parts;

  /** The procedure among these takers of orders, with nobody barred from anything. */
  public Procedure(Takers takers, Rulebook rules) {
    this(takers, (holder, at) -> Optional.empty(), rules);
  }

  /** The procedure among these takers of orders, where these are barred from commitment. */
  public Procedure(Takers takers, Bars bars, Rulebook rules) {
    this.takers = takers;
    this.rules = rules;
    var items = ApprovalItems.load();
    var departments = new Departments(items, new PathChoice(items, rules, bars), takers);
    this.needed = new Needed(takers, departments);
    this.parts =
        List.of(
            new Meetings(takers),
            new SurveySpread(),
            new SurveyFindings(),
            departments,
            new BundleDecision(),
            new StartGate(items, rules),
            new Revocation(rules),
            new JointSurvey(takers, rules),
            new SharedPlans(takers),
            new TrenchesCompared(takers, rules),
            new JointWorksAgreed(takers),
            new OneBill(takers),
            new JointAcceptance(takers, rules),
            new AcceptanceDates(takers),
            new ConnectionDates(takers),
            new WithdrawOrders(takers));
  }

  /** Opens a case and decides what it owes to whom. */
  public List<CaseEvent> open(String caseNo, Application application, Instant receivedAt) {
    var request = Request.of(application, receivedAt);
    var bare = opened(caseNo, application, receivedAt, request, List.of());
    var path = needed.path(CaseFile.of(List.of(bare)), receivedAt);
    var owed = needed.of(CaseFile.of(List.of(bare)).after(path));
    var events = new ArrayList<CaseEvent>();
    events.add(opened(caseNo, application, receivedAt, request, owed));
    events.addAll(path);
    return List.copyOf(events);
  }

  private CaseEvent opened(
      String caseNo,
      Application application,
      Instant receivedAt,
      Request request,
      List<CaseEvent.Owed> owed) {
    return new CaseEvent.Opened(
        request.intent() ? EventType.INTENT_REGISTERED : EventType.APPLICATION_ACCEPTED,
        receivedAt,
        caseNo,
        application.upstreamApplyNo(),
        rules.on(request.appliedOn()).edition(),
        request,
        owed);
  }

  /**
   * What a changed form means for this case.
   *
   * @throws NotPossible where the state of the case forbids it
   */
  public List<CaseEvent> amend(CaseFile now, Amendment amendment) throws NotPossible {
    return follow(now, amendment.at(), new Amending(takers, needed).decide(now, amendment));
  }

  /**
   * What a withdrawal means for this case.
   *
   * @throws NotPossible where the state of the case forbids it
   */
  public List<CaseEvent> withdraw(CaseFile now, Cases.Withdrawal asked) throws NotPossible {
    return follow(now, asked.at(), new Withdrawing(needed).decide(now, asked));
  }

  /**
   * What an answer to corrections means for this case.
   *
   * @throws NotPossible where nothing is to be answered
   */
  public List<CaseEvent> correct(CaseFile now, Cases.Correction answer) throws NotPossible {
    return follow(now, answer.at(), new Correcting(takers).decide(now, answer));
  }

  private List<CaseEvent> follow(CaseFile now, Instant at, List<CaseEvent> events) {
    return events.isEmpty()
        ? events
        : withConsequences(now, now.after(events), Facts.normal(at), new ArrayList<>(events));
  }

  /**
   * What the tiding means for this case. Tidings about orders that the case does not follow, such
   * as its own reports to the county, mean nothing to it.
   */
  public List<CaseEvent> decide(CaseFile now, Told told) {
    var report = report(told);
    return now.order(report.orderNo()).isPresent()
        ? decide(now, report)
        : Bundle.of(now, report.orderNo())
            .map(bundle -> ofEach(now, bundle, report))
            .orElse(List.of());
  }

  /** What is told of a bundle is told of each of its items that was not asked for again. */
  private List<CaseEvent> ofEach(CaseFile now, Bundle bundle, CaseEvent.Reported report) {
    var events = new ArrayList<CaseEvent>();
    for (var item : bundle.items()) {
      events.addAll(decide(now.after(events), report.about(item.latest().orderNo())));
    }
    return events;
  }

  private List<CaseEvent> decide(CaseFile now, CaseEvent.Reported report) {
    if (report.type().decidedByHub() || now.heard().contains(report.fingerprint())) {
      return List.of();
    }
    var order = now.order(report.orderNo()).orElseThrow();
    var reported = report.applyTo(now);
    var events = new ArrayList<>(implied(order, reported.order(report.orderNo()).orElseThrow()));
    events.add(report);
    return withConsequences(now, reported, report.occurredAt(), events);
  }

  /** These events and what follows from them by the parts of the procedure, in their order. */
  private List<CaseEvent> withConsequences(
      CaseFile before, CaseFile told, Instant at, List<CaseEvent> events) {
    var after = told;
    for (var part : parts) {
      var more = part.follow(before, after, at);
      events.addAll(more);
      after = after.after(more);
    }
    if (after.stage() != before.stage()) {
      events.add(new CaseEvent.StageChanged(at, before.stage(), after.stage()));
    }
    if (!after.outcome().equals(before.outcome())) {
      after.outcome().ifPresent(end -> events.add(new CaseEvent.CaseClosed(at, end)));
    }
    return events;
  }

  private static CaseEvent.Reported report(Told told) {
    if (told instanceof Told.Delivered delivered) {
      var facts = JsonNodeFactory.instance.objectNode();
      facts.put("partnerRef", Facts.normal(delivered.partnerRef()));
      closed(facts, delivered.closed());
      return report(
          EventType.ORDER_DELIVERED, delivered.at(), delivered.orderNo(), null, null, facts, null);
    }
    if (told instanceof Told.Refused refused) {
      var facts = JsonNodeFactory.instance.objectNode();
      facts.put("code", refused.code()).put("reason", refused.reason());
      closed(facts, refused.closed());
      return report(
          EventType.ORDER_REFUSED, refused.at(), refused.orderNo(), null, null, facts, null);
    }
    var reported = (Told.Reported) told;
    return report(
        reported.event(),
        reported.occurredAt(),
        reported.orderNo(),
        reported.outcome(),
        reported.eventId(),
        reported.attributes(),
        reported.source());
  }

  private static void closed(ObjectNode facts, List<Pause> closed) {
    if (!closed.isEmpty()) {
      var times = facts.putArray("closed");
      closed.forEach(it -> times.addObject().put("from", "" + it.from()).put("to", "" + it.to()));
    }
  }

  private static CaseEvent.Reported report(
      EventType type,
      Instant at,
      String orderNo,
      String outcome,
      String eventId,
      JsonNode facts,
      String source) {
    return new CaseEvent.Reported(
        type,
        Facts.normal(at),
        orderNo,
        Facts.normal(outcome),
        false,
        Facts.normal(eventId),
        Facts.reported(facts),
        source);
  }

  /** What the order is known to have passed since the report, and nobody reported. */
  static List<CaseEvent> implied(OrderFile before, OrderFile after) {
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
        type, it.occurredAt(), orderNo, it.outcome(), true, null, it.attributes(), null);
  }
}
