package org.lianbao.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.MilestoneView;
import org.lianbao.cases.CaseReader.OrderView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.silence.Silences.SilentOrder;

/** Lays the orders of a case out by partner. News pushed to the county is no work and no lane. */
final class Lanes {

  private final CaseView view;
  private final List<SilentOrder> silent;
  private final Words words;
  private final Names names;

  Lanes(CaseView view, List<SilentOrder> silent, Words words, Names names) {
    this.view = view;
    this.silent = silent;
    this.words = words;
    this.names = names;
  }

  List<Lane> all() {
    var byPartner = new LinkedHashMap<String, List<Lane.Panel>>();
    view.orders().stream()
        .filter(order -> !OrderKind.STATUS.equals(order.kind()))
        .sorted(Comparator.comparingInt(this::placeOnTheForm))
        .forEach(
            order ->
                byPartner
                    .computeIfAbsent(order.partner(), slug -> new ArrayList<>())
                    .add(panel(order)));
    return byPartner.entrySet().stream()
        .map(lane -> new Lane(names.of(lane.getKey()), lane.getKey(), lane.getValue()))
        .toList();
  }

  private int placeOnTheForm(OrderView order) {
    var place = 0;
    for (var service : view.application().path("services")) {
      if (service.asText().equals(order.service())) {
        break;
      }
      place++;
    }
    return place;
  }

  private Lane.Panel panel(OrderView order) {
    return new Lane.Panel(
        order.orderNo(),
        order.service() == null ? words.code("kind", order.kind()) : words.service(order.service()),
        words.code("kind", order.kind()),
        order.partnerRef(),
        order.state(),
        words.code("order", order.state()),
        silent(order.orderNo()),
        List.of(
            new Lane.Mark(words.say("mark.OWED"), true, ""),
            mark("SENT", order.sentAt()),
            mark("RECEIPTED", order.receiptedAt()),
            mark("ACCEPTED", order.acceptedAt()),
            mark("FINISHED", order.finishedAt())),
        Stream.concat(order.milestones().stream().map(m -> step(order, m)), ahead(order)).toList());
  }

  private String silent(String orderNo) {
    return silent.stream()
        .filter(it -> it.orderNo().equals(orderNo))
        .map(it -> words.say("silent", words.either(it.limit())))
        .findFirst()
        .orElse("");
  }

  private Lane.Mark mark(String state, Instant at) {
    return new Lane.Mark(words.say("mark." + state), at != null, CountyTime.full(at));
  }

  private Lane.Step step(OrderView order, MilestoneView milestone) {
    var recorded = recordedAt(order, milestone);
    return new Lane.Step(
        words.event(milestone.code(), milestone.label(), null),
        CountyTime.brief(milestone.occurredAt()),
        CountyTime.full(milestone.occurredAt()),
        CountyTime.brief(recorded),
        CountyTime.full(recorded),
        words.code("outcome", milestone.outcome()),
        Tone.of(milestone.outcome()),
        milestone.implied(),
        milestone.occurredAt() == null);
  }

  /**
   * A milestone keeps when it happened; when the hub learned of it stands in the log. An implied
   * one is told once, and may be known since from an earlier time.
   */
  private Instant recordedAt(OrderView order, MilestoneView milestone) {
    return view.events().stream()
        .filter(event -> order.orderNo().equals(event.orderNo()))
        .filter(event -> event.code().equals(milestone.code()))
        .filter(event -> event.implied() == milestone.implied())
        .filter(event -> event.implied() || event.occurredAt().equals(milestone.occurredAt()))
        .map(EventView::recordedAt)
        .findFirst()
        .orElse(null);
  }

  private Stream<Lane.Step> ahead(OrderView order) {
    return order.ahead().stream()
        .map(code -> words.event(EventType.valueOf(code)))
        .map(label -> new Lane.Step(label, "", "", "", "", "", "", false, true));
  }
}
