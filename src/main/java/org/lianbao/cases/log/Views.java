package org.lianbao.cases.log;

import java.time.Instant;
import java.util.List;
import org.lianbao.application.Masking;
import org.lianbao.cases.CaseReader.CallView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.MilestoneView;
import org.lianbao.cases.CaseReader.OrderView;
import org.lianbao.cases.CaseReader.StageView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Milestone;
import org.lianbao.cases.procedure.OrderFile;
import org.lianbao.cases.procedure.Stage;

/** The parts of a case file in the shapes that readers get. */
final class Views {

  private Views() {}

  /** The counted stages. An intent has not begun them, however much is known of it. */
  static List<StageView> stages(CaseFile file) {
    return Stage.counted(file.externalLine()).stream()
        .map(stage -> new StageView(stage.name(), stage.zh(), stage.en(), state(file, stage)))
        .toList();
  }

  static OrderView order(OrderFile order) {
    return new OrderView(
        order.orderNo(),
        order.partner(),
        order.role(),
        order.service(),
        order.kind(),
        order.state(),
        order.reference(),
        at(order, EventType.ORDER_DELIVERED),
        at(order, EventType.ORDER_RECEIVED),
        order.accepted().map(Milestone::occurredAt).orElse(null),
        order.finished().map(Milestone::occurredAt).orElse(null),
        order.milestones().entrySet().stream()
            .map(entry -> milestone(entry.getKey(), entry.getValue()))
            .toList(),
        order.settled() || order.kind().equals(OrderKind.INTENT)
            ? List.of()
            : order.chain().stream().filter(type -> !order.has(type)).map(Enum::name).toList());
  }

  static CallView call(OrderFile order) {
    return new CallView(order.orderNo(), order.role(), order.kind(), order.item());
  }

  static EventView masked(EventView event, Masking masking) {
    return new EventView(
        event.seq(),
        event.code(),
        event.label(),
        event.labelEn(),
        event.occurredAt(),
        event.recordedAt(),
        event.source(),
        event.orderNo(),
        event.service(),
        masking.text(event.outcome()),
        event.implied(),
        event.stage(),
        masking.facts(event.attributes()));
  }

  private static String state(CaseFile file, Stage stage) {
    var order = file.stage().compareTo(stage);
    if (order > 0) {
      return "DONE";
    }
    return order == 0 && !file.intent() ? "CURRENT" : "PENDING";
  }

  private static MilestoneView milestone(EventType type, Milestone milestone) {
    return new MilestoneView(
        type.name(), type.zh(), milestone.occurredAt(), milestone.outcome(), milestone.implied());
  }

  private static Instant at(OrderFile order, EventType type) {
    return order.milestone(type).map(Milestone::occurredAt).orElse(null);
  }
}
