package org.lianbao.cases.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.ApprovalItems;
import org.lianbao.application.Masking;
import org.lianbao.cases.CaseReader.BarView;
import org.lianbao.cases.CaseReader.BundleView;
import org.lianbao.cases.CaseReader.ItemView;
import org.lianbao.cases.CaseReader.PathView;
import org.lianbao.cases.CaseReader.TurnView;
import org.lianbao.cases.CaseReader.WorksView;
import org.lianbao.cases.procedure.Bundle;
import org.lianbao.cases.procedure.CaseEvent.HolderBarred;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Oversight;
import org.lianbao.cases.procedure.Pair;
import org.lianbao.cases.procedure.Restoration;
import org.lianbao.cases.procedure.StartGate;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;

/** What readers get of the external works of a case. */
record WorksViews(ApprovalItems items, StartGate gate) {

  static WorksViews load(Rulebook rules) {
    var items = ApprovalItems.load();
    return new WorksViews(items, new StartGate(items, rules));
  }

  WorksView of(CaseFile file, List<Entry> entries, Masking masking) {
    return new WorksView(
        file.track().paths().entrySet().stream()
            .map(path -> path(file, path.getKey(), path.getValue().reasons()))
            .toList(),
        Bundle.of(file).stream().map(this::bundle).toList(),
        Oversight.of(file).stream()
            .flatMap(matter -> matter.turns().stream().map(turn -> turn(matter, turn, masking)))
            .toList(),
        entries.stream()
            .filter(entry -> entry.event() instanceof HolderBarred)
            .map(entry -> bar(file, (HolderBarred) entry.event(), masking))
            .toList(),
        Restoration.awaited(file));
  }

  private PathView path(CaseFile file, String service, List<String> reasons) {
    return new PathView(
        service,
        file.track().commits(service) ? "COMMITMENT" : "NORMAL",
        reasons,
        Pair.of(file)
            .filter(pair -> pair.service().equals(service))
            .findFirst()
            .flatMap(Pair::filed)
            .orElse(null),
        List.copyOf(gate.missing(file, service)));
  }

  private BundleView bundle(Bundle bundle) {
    return new BundleView(
        bundle.no(),
        bundle.outcome().orElse(null),
        bundle.items().stream().map(this::item).toList());
  }

  private ItemView item(Bundle.Item item) {
    var code = item.latest().item();
    var known = Optional.ofNullable(code).flatMap(items::find);
    return new ItemView(
        item.latest().orderNo(),
        code,
        known.map(ApprovalItems.Item::zh).orElse(code),
        known.map(ApprovalItems.Item::en).orElse(code),
        item.verdict().orElse(null));
  }

  private static TurnView turn(Oversight matter, Oversight.Turn turn, Masking masking) {
    var told = masking.facts(turn.report().attributes());
    return new TurnView(
        matter.service(),
        turn.order().orderNo(),
        turn.order().partner(),
        masking.text(turn.report().outcome()),
        turn.report().occurredAt(),
        told.path("deadline").asText(null),
        told.path("remark").asText(null),
        matter.contradicts(turn));
  }

  private static BarView bar(CaseFile file, HolderBarred barred, Masking masking) {
    var holder = Json.mapper().createObjectNode().put("holderUscc", barred.holderUscc());
    return new BarView(
        barred.filing(),
        masking.facts(holder).path("holderUscc").asText(null),
        barred.occurredAt(),
        until(file, barred),
        barred.permitNo(),
        masking.text(barred.reason()));
  }

  private static Instant until(CaseFile file, HolderBarred barred) {
    return Oversight.of(file).stream()
        .filter(
            matter ->
                matter.orders().stream().anyMatch(order -> order.orderNo().equals(barred.filing())))
        .flatMap(matter -> matter.repaired().stream())
        .findFirst()
        .filter(it -> barred.barredUntil() == null || it.isBefore(barred.barredUntil()))
        .orElse(barred.barredUntil());
  }
}
