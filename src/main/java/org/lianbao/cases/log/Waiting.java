package org.lianbao.cases.log;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.OrderFile;
import org.lianbao.cases.procedure.Survey;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;

/** Says in words, Chinese first, what a case waits for and from whom. */
final class Waiting {

  /** What has to be reported once more before an order goes on. */
  private static final Set<String> NOT_YET = Set.of("FAIL", "MORE");

  private static final Set<Survey.State> UNPLANNED =
      EnumSet.of(Survey.State.OPEN, Survey.State.MISSED);

  private final Partners partners;
  private final CallWords calls;
  private final WorksWords works;

  Waiting(Partners partners, CallWords calls, WorksWords works) {
    this.partners = partners;
    this.calls = calls;
    this.works = works;
  }

  /** One sentence for each thing waited for; after the end of a case only what outlasts it. */
  List<String> words(CaseFile file) {
    if (file.outcome().isPresent()) {
      return works.afterTheEnd(file);
    }
    var words = new ArrayList<String>();
    for (var call : file.calls()) {
      words.add(calls.of(call));
    }
    for (var order : file.orders().values()) {
      if (file.awaits(order) && !order.byHand()) {
        words.add(words(order, file.intent()));
      }
    }
    var survey = Survey.of(file);
    if (survey.required() && UNPLANNED.contains(survey.state())) {
      words.add("等待 窗口 约定联合踏勘 / waiting for the window to arrange the joint survey");
    }
    words.addAll(works.of(file));
    return List.copyOf(words);
  }

  private String words(OrderFile order, boolean intent) {
    var partner = partners.find(order.partner());
    var zh = partner.map(Partner::nameZh).orElse(order.partner());
    var en = partner.map(Partner::name).orElse(order.partner());
    if (order.correctionOpen()) {
      return "等待 申请人 按 %s 的告知补正 / waiting for the applicant to correct what %s asked for"
          .formatted(zh, en);
    }
    if (order.since(EventType.CLOCK_SUSPENDED, EventType.CLOCK_RESUMED)) {
      return "等待 %s 特别程序结束 / waiting for %s to resume".formatted(zh, en);
    }
    if (order.state().equals("OWED")) {
      return "等待 推送送达 %s / waiting for the order to reach %s".formatted(zh, en);
    }
    return next(order, intent)
        .map(
            type ->
                "等待 %s 报送 %s / waiting for %s to report: %s"
                    .formatted(zh, type.zh(), en, type.en()))
        .orElse("等待 申请人 提交正式申请 / waiting for the applicant's formal application");
  }

  private static Optional<EventType> next(OrderFile order, boolean intent) {
    return order.chain().stream()
        .filter(type -> !intent || type.compareTo(EventType.ORDER_ACCEPTED) <= 0)
        .filter(type -> !passed(order, type))
        .findFirst();
  }

  private static boolean passed(OrderFile order, EventType type) {
    return order
        .milestone(type)
        .filter(
            it -> !NOT_YET.contains(Objects.toString(it.outcome(), "").toUpperCase(Locale.ROOT)))
        .isPresent();
  }
}
