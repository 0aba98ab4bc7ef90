package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianbao.application.ApprovalItems;
import org.lianbao.application.Works;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;

/**
 * What external works owe the departments (S32, S38 to S46): approvals in one bundle or, for small
 * works, the two filings of a commitment; the review of drawings; plans of works; the consent of
 * the traffic police.
 */
record Departments(ApprovalItems items, PathChoice choice, Takers takers) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    // Works that a survey found after the end of a case ask nobody any more.
    var found = before.outcome().isEmpty() && !now.externalWorks().equals(before.externalWorks());
    if (now.request().equals(before.request())
        && !found
        && lapsed(now).equals(lapsed(before))
        && askedAgain(now).equals(askedAgain(before))) {
      return List.of();
    }
    var events = new ArrayList<CaseEvent>(decided(now, at));
    events.addAll(wanted(now.after(events)).owedNow(now, at));
    return events;
  }

  /** The decision by which track the works go, if there is one to make or to change. */
  List<CaseEvent> decided(CaseFile now, Instant at) {
    if (now.intent()) {
      return List.of();
    }
    var track = choice.of(now, at);
    return track.paths().equals(now.track().paths())
        ? List.of()
        : List.of(new CaseEvent.PathDecided(at, track));
  }

  /** Every order the works need on the track they are on. */
  Due wanted(CaseFile file) {
    var due = new Due(file, takers);
    var works = file.externalWorks();
    if (file.intent() || !works.described()) {
      return due;
    }
    var byCommitment =
        works.services().stream()
            .filter(it -> file.track().commits(it) || Pair.behind(file, it).isPresent())
            .collect(Collectors.toSet());
    var ordinary = works.of(service -> !byCommitment.contains(service));
    bundle(file, due, "", ordinary, byCommitment.isEmpty() ? null : about(ordinary));
    due.add(Role.DRAWING_REVIEW, OrderKind.DRAWING_REVIEW, "");
    if (ordinary.onRoad() || ordinary.any("greenArea")) {
      due.add(
          Role.URBAN_MANAGEMENT,
          OrderKind.WORKS_PLAN,
          "",
          null,
          byCommitment.isEmpty() ? null : about(ordinary));
    }
    for (var service : works.services()) {
      if (byCommitment.contains(service)) {
        pair(due, service, works.of(service::equals), file);
      }
    }
    if (works.any("affectsTraffic")) {
      due.add(Role.TRAFFIC_POLICE, OrderKind.TRAFFIC_CONSENT, "");
    }
    return due;
  }

  /** Both filings, and the approvals instead of a commitment that lapsed before the end. */
  private void pair(Due due, String service, Works works, CaseFile file) {
    var details = about(works);
    var ending = Pair.ending(service);
    due.add(Role.APPROVAL_LEAD, OrderKind.COMMITMENT, ending, null, details);
    due.add(Role.URBAN_MANAGEMENT, OrderKind.WORKS_PLAN, ending, null, details);
    var over = file.connection(service).filter(OrderFile::settled).isPresent();
    if (!file.track().commits(service) && !over) {
      bundle(file, due, Clearance.ending(service), works, details);
    }
  }

  /** The items in the places of the catalogue, so that their numbers never depend on each other. */
  private void bundle(CaseFile file, Due due, String ending, Works works, JsonNode details) {
    for (var item : items.neededBy(works, file.request().appliedOn())) {
      var place =
          asked(file, ending, item.code()).orElse("-%02d".formatted(items.all().indexOf(item) + 1));
      var first =
          due.add(Role.APPROVAL_LEAD, OrderKind.APPROVAL, ending + place, item.code(), details);
      var next = file.order(first).flatMap(Asking::next);
      while (next.isPresent()) {
        due.again(first, next.get());
        next = file.order(next.get()).flatMap(Asking::next);
      }
    }
  }

  /** The place an item was given in this bundle before places were those of the catalogue. */
  private static Optional<String> asked(CaseFile file, String ending, String item) {
    return Bundle.of(file).stream()
        .filter(bundle -> Clearance.ending(bundle).equals(ending))
        .flatMap(bundle -> bundle.items().stream())
        .map(asked -> asked.askings().get(0))
        .filter(asked -> item.equals(asked.item()))
        .map(asked -> asked.orderNo().substring(asked.orderNo().lastIndexOf('-')))
        .findFirst();
  }

  /** Which services' works an order is about; one about all works says nothing of it. */
  private JsonNode about(Works works) {
    var details = JsonNodeFactory.instance.objectNode();
    works.services().forEach(details.putArray("services")::add);
    return details;
  }

  /** The services whose commitment lapsed, and whether by revocation: the reasons tell that. */
  private static Map<String, Boolean> lapsed(CaseFile file) {
    return Pair.of(file)
        .filter(pair -> pair.lapsed().isPresent())
        .collect(Collectors.toMap(Pair::service, pair -> pair.supervision().revoked().isPresent()));
  }

  private static Set<String> askedAgain(CaseFile file) {
    return file.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.APPROVAL))
        .flatMap(order -> Asking.next(order).stream())
        .collect(Collectors.toSet());
  }
}
