package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.application.Changes.Change;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.Ending.Need;
import org.lianbao.cases.procedure.OrderFile.End;

/** Decides what becomes of a case when its form is replaced by a changed one. */
record Amending(Takers takers, Needed needed) {

  /** Says of a choice of acceptance that it was made by a changed form. */
  static final String BY_FORM = "byForm";

  /** Kinds that carry the form, so that whoever has one must know when it changed. */
  private static final Set<String> WITH_FORM =
      Set.of(
          OrderKind.CONNECT,
          OrderKind.INTENT,
          OrderKind.APPROVAL,
          OrderKind.DRAWING_REVIEW,
          OrderKind.WORKS_PLAN,
          OrderKind.TRAFFIC_CONSENT,
          OrderKind.COMMITMENT,
          OrderKind.ACCEPTANCE);

  /** The events of the amendment itself; what else follows is for the parts of the procedure. */
  List<CaseEvent> decide(CaseFile now, Amendment amendment) throws NotPossible {
    var request = Request.of(amendment.form(), amendment.at()).after(now.request());
    refuse(now, request);
    var revision = now.revision() + 1;
    var formal = now.intent() && !request.intent();
    var at = Facts.normal(amendment.at());
    var ending = new Ending(now, needed, at).instead(request);
    var events = new ArrayList<CaseEvent>();
    events.add(
        new CaseEvent.Amended(
            formal ? EventType.APPLICATION_ACCEPTED : EventType.APPLICATION_AMENDED,
            at,
            revision,
            request,
            newly(now, needed.asking(now, request, at), revision),
            amendment.changes().stream().map(Change::pointer).toList(),
            amendment.source()));
    events.addAll(chosen(now, request, at));
    events.addAll(Ending.of(ending, at, amendment.source(), "变更申请后不再需要"));
    var kept =
        now.orders().values().stream()
            .filter(order -> !ending.contains(order))
            .filter(order -> order.end() == End.OPEN || order.end() == End.READY)
            .filter(order -> WITH_FORM.contains(order.kind()))
            .filter(order -> request.intent() || !order.kind().equals(OrderKind.INTENT))
            // What the window has yet to arrange it arranges by the form as it stands.
            .filter(order -> !order.byHand() || order.reached())
            .toList();
    var facts = JsonNodeFactory.instance.objectNode().put("revision", revision);
    kept.stream()
        .filter(OrderFile::correctionOpen)
        .forEach(it -> events.add(Correcting.completed(it, at, amendment.source(), facts)));
    events.addAll(told(now, kept, amendment, revision));
    return events;
  }

  private void refuse(CaseFile now, Request request) throws NotPossible {
    Correcting.refuseIfEnded(now);
    if (!now.intent() && request.intent()) {
      throw new NotPossible(
          "FORMAL_ALREADY",
          "正式申请已受理，不能改回意向登记；applyType 请填 FORMAL",
          "the formal application is on record and cannot become an intent; send FORMAL");
    }
    if (!mode(now).equals(request.acceptanceMode())
        && choosesAnew(now, request)
        && now.accepted()) {
      throw new NotPossible(
          "ACCEPTED_ALREADY",
          "已经验收，验收方式不能再变更；acceptanceMode 请填 " + mode(now),
          "the acceptance has taken place; send acceptanceMode " + mode(now));
    }
    var dropped = now.services().stream().filter(it -> !request.services().contains(it)).toList();
    Withdrawing.refuseConnected(new Ending(now, needed, now.openedAt()).connected(dropped));
  }

  /**
   * A changed form that chooses otherwise counts over what was chosen at the window before (S23).
   */
  private static List<CaseEvent> chosen(CaseFile now, Request request, Instant at) {
    if (now.own().turns(EventType.ACCEPTANCE_CHOSEN).isEmpty() || !choosesAnew(now, request)) {
      return List.of();
    }
    var facts = JsonNodeFactory.instance.objectNode().put(BY_FORM, true);
    return List.of(
        Reported.byHub(
            EventType.ACCEPTANCE_CHOSEN, at, now.caseNo(), request.acceptanceMode(), facts));
  }

  /** Whether the form says otherwise than the one before; what it repeats is no new choice. */
  private static boolean choosesAnew(CaseFile now, Request request) {
    return !request.acceptanceMode().equals(now.request().acceptanceMode());
  }

  private static String mode(CaseFile now) {
    return now.jointAcceptance() ? "JOINT" : "SINGLE";
  }

  /** The orders that the new request needs and the old one did not, under numbers not used yet. */
  private List<Owed> newly(CaseFile now, CaseFile asking, int revision) {
    var before = needed.of(now).stream().map(Need::of).collect(Collectors.toSet());
    var owed = new LinkedHashMap<String, Owed>();
    for (var it : needed.of(asking)) {
      if (!before.contains(Need.of(it)) && !live(now, Need.of(it))) {
        var number = free(it, now, owed, revision);
        owed.put(
            number, new Owed(number, it.partner(), it.role(), it.kind(), it.item(), it.details()));
      }
    }
    return List.copyOf(owed.values());
  }

  private static boolean live(CaseFile now, Need need) {
    return now.orders().values().stream()
        .filter(order -> Need.of(order).equals(need))
        .anyMatch(order -> Set.of(End.OPEN, End.READY, End.DONE).contains(order.end()));
  }

  private static String free(Owed owed, CaseFile now, Map<String, Owed> others, int revision) {
    var number = owed.orderNo();
    if (owed.item() == null) {
      return now.orders().containsKey(number) ? number + "-" + revision : number;
    }
    // Items of one bundle differ in their last figures alone.
    var bundle = number.substring(0, number.lastIndexOf('-'));
    return Stream.concat(
            Stream.of(number),
            Stream.iterate(1, place -> place + 1).map(place -> bundle + "-%02d".formatted(place)))
        .filter(it -> !now.orders().containsKey(it) && !others.containsKey(it))
        .findFirst()
        .orElseThrow();
  }

  /** One order to each who has what changed, and to each whose correction it answers. */
  private List<CaseEvent> told(
      CaseFile now, List<OrderFile> kept, Amendment amendment, int revision) {
    var concerned = new LinkedHashMap<List<String>, List<OrderFile>>();
    kept.stream()
        .filter(order -> order.correctionOpen() || amendment.concerns(order.partner()))
        .forEach(
            order ->
                concerned
                    .computeIfAbsent(
                        List.of(order.partner(), order.role(), order.kind()),
                        key -> new ArrayList<>())
                    .add(order));
    var due = new Due(now.caseNo(), takers);
    for (var orders : concerned.values()) {
      var first = orders.get(0);
      var details = JsonNodeFactory.instance.objectNode();
      details.put("orderNo", first.orderNo());
      orders.forEach(order -> details.withArray("orders").add(order.orderNo()));
      details.put("revision", revision);
      details.put("correction", orders.stream().anyMatch(OrderFile::correctionOpen));
      due.about(first, OrderKind.AMEND, "-BG" + revision, details);
    }
    return due.owedNow(now, Facts.normal(amendment.at()));
  }
}
