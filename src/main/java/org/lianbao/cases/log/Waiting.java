package org.lianbao.cases.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.cases.CaseReader.ClockView;
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

  private static final Set<String> RUNNING = Set.of("RUNNING", "WARNED", "BREACHED");

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

  /**
   * One sentence for each thing waited for, with the limit that runs; after the end of a case only
   * what outlasts it.
   */
  List<String> words(CaseFile file, List<ClockView> clocks) {
    if (file.outcome().isPresent()) {
      return works.afterTheEnd(file);
    }
    var limits = running(clocks);
    var words = new ArrayList<String>();
    for (var call : file.calls()) {
      words.add(calls.of(call).within(limits.get(call.orderNo())).toString());
    }
    for (var order : file.orders().values()) {
      if (file.awaits(order) && !order.byHand()) {
        words.add(sentence(order, file.intent()).within(limits.get(order.orderNo())).toString());
      }
    }
    var survey = Survey.of(file);
    if (survey.required() && UNPLANNED.contains(survey.state())) {
      words.add("等待 窗口 约定联合踏勘 / waiting for the window to arrange the joint survey");
    }
    words.addAll(works.of(file));
    return List.copyOf(words);
  }

  /** Of every order the limit that ends first, of those that still run. */
  private static Map<String, ClockView> running(List<ClockView> clocks) {
    return clocks.stream()
        .filter(clock -> clock.stoppedAt() == null && RUNNING.contains(clock.state()))
        .filter(clock -> clock.orderNo() != null && clock.dueAt() != null)
        .collect(
            Collectors.toMap(
                ClockView::orderNo,
                Function.identity(),
                BinaryOperator.minBy(Comparator.comparing(ClockView::dueAt))));
  }

  private Sentence sentence(OrderFile order, boolean intent) {
    var partner = partners.find(order.partner());
    var zh = partner.map(Partner::nameZh).orElse(order.partner());
    var en = partner.map(Partner::name).orElse(order.partner());
    if (order.correctionOpen()) {
      return new Sentence(
          "等待 申请人 按 " + zh + " 的告知补正",
          "waiting for the applicant to correct what " + en + " asked for");
    }
    if (order.since(EventType.CLOCK_SUSPENDED, EventType.CLOCK_RESUMED)) {
      return new Sentence("等待 " + zh + " 特别程序结束", "waiting for " + en + " to resume");
    }
    if (order.state().equals("OWED")) {
      return new Sentence("等待 推送送达 " + zh, "waiting for the order to reach " + en);
    }
    return next(order, intent)
        .map(
            type ->
                new Sentence(
                    "等待 " + zh + " 报送 " + type.zh(),
                    "waiting for " + en + " to report: " + type.en()))
        .orElse(new Sentence("等待 申请人 提交正式申请", "waiting for the applicant's formal application"));
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
