package org.lianbao.cases.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lianbao.application.ApprovalItems;
import org.lianbao.application.Services;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.Bundle;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.OrderFile;
import org.lianbao.cases.procedure.Oversight;
import org.lianbao.cases.procedure.Pair;
import org.lianbao.cases.procedure.Restoration;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;

/** Says in words, Chinese first, what external works wait for beside open orders. */
record WorksWords(Partners partners, Services services) {

  private static final ApprovalItems ITEMS = ApprovalItems.load();

  List<String> of(CaseFile file) {
    var words = new ArrayList<String>();
    Bundle.of(file).stream()
        .flatMap(bundle -> bundle.items().stream())
        .filter(item -> item.verdict().equals(Optional.of("DENIED")))
        .map(item -> denied(item.latest()))
        .forEach(words::add);
    file.orders().values().stream()
        .filter(order -> order.kind().equals(OrderKind.TRAFFIC_CONSENT))
        .filter(WorksWords::refused)
        .map(
            order ->
                "等待 %s 同意施工（已答复不同意） / waiting for %s to agree to the works (it has refused)"
                    .formatted(zh(order), en(order)))
        .forEach(words::add);
    Pair.of(file)
        .filter(pair -> pair.lapsed().isPresent())
        .filter(pair -> file.connection(pair.service()).filter(it -> !it.settled()).isPresent())
        .map(this::standing)
        .forEach(words::add);
    words.addAll(afterTheEnd(file));
    return List.copyOf(words);
  }

  /** What goes on when a case has ended: supervision, and the road that is to be restored. */
  List<String> afterTheEnd(CaseFile file) {
    var words = new ArrayList<String>();
    for (var matter : Oversight.of(file)) {
      matter.rectification().map(turn -> rectify(matter, turn)).ifPresent(words::add);
      if (matter.revoked().isEmpty()) {
        matter.turns().stream()
            .filter(matter::contradicts)
            .findFirst()
            .map(turn -> contradiction(turn.order()))
            .ifPresent(words::add);
      }
    }
    for (var service : Restoration.awaited(file)) {
      words.add(
          "等待 %s施工单位 恢复道路原状 / waiting for the builder of %s to restore the road"
              .formatted(serviceZh(service), serviceEn(service)));
    }
    return List.copyOf(words);
  }

  private static String denied(OrderFile order) {
    var item = Optional.ofNullable(order.item()).flatMap(ITEMS::find);
    return "等待 申请人 补正后重新申请 %s（未获许可） / waiting for the applicant to mend and apply again: %s (denied)"
        .formatted(
            item.map(ApprovalItems.Item::zh).orElse(order.orderNo()),
            item.map(ApprovalItems.Item::en).orElse(order.orderNo()));
  }

  private String standing(Pair pair) {
    return "%s 承诺备案已失效，停工等待按一般程序许可 / the commitment of %s counts no more: its works stand still until they are approved"
        .formatted(serviceZh(pair.service()), serviceEn(pair.service()));
  }

  private String rectify(Oversight matter, Oversight.Turn turn) {
    var deadline = turn.report().attributes().path("deadline").asText("");
    var service = matter.service();
    return "等待 %s按期整改并由 %s 复查%s / waiting for %s to rectify, and for %s to inspect anew%s"
        .formatted(
            service == null ? "责任单位 " : serviceZh(service) + " ",
            zh(turn.order()),
            deadline.isEmpty() ? "" : "（期限 " + deadline + "）",
            service == null ? "whoever is liable" : serviceEn(service),
            en(turn.order()),
            deadline.isEmpty() ? "" : " (by " + deadline + ")");
  }

  private String contradiction(OrderFile order) {
    return "等待 %s 说明：报送撤销许可，但此前没有整改后复查不合格 / waiting for %s to explain a revocation that no failed rectification came before"
        .formatted(zh(order), en(order));
  }

  private static boolean refused(OrderFile order) {
    return order
        .milestone(EventType.TRAFFIC_CONSENT_GIVEN)
        .filter(it -> "REFUSED".equals(it.outcome()))
        .isPresent();
  }

  private String zh(OrderFile order) {
    return partners
        .find(order.partner())
        .map(Partner::nameZh)
        .orElse(order.byHand() ? "窗口" : order.partner());
  }

  private String en(OrderFile order) {
    return partners
        .find(order.partner())
        .map(Partner::name)
        .orElse(order.byHand() ? "the window" : order.partner());
  }

  private String serviceZh(String code) {
    return services.find(code).map(Services.Service::zh).orElse(code);
  }

  private String serviceEn(String code) {
    return services.find(code).map(Services.Service::en).orElse(code);
  }
}
