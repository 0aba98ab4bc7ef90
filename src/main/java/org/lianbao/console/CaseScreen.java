package org.lianbao.console;

import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.WarningView;
import org.lianbao.console.Contradictions.Contradiction;
import org.lianbao.silence.Silences.SilentOrder;

/** Everything the page of one case says, in the reader's language. */
record CaseScreen(
    String caseNo,
    String upstreamApplyNo,
    int revision,
    String status,
    String statusLabel,
    String applicant,
    String project,
    String opened,
    String changed,
    long lastSeq,
    List<Stage> stages,
    List<String> waitingFor,
    List<Call> calls,
    List<Warning> warnings,
    JointScreen joint,
    WorksPanel works,
    List<ClockRow> clocks,
    List<ClockRow> latencies,
    List<Lane> lanes,
    List<EventRow> events,
    List<FormSummary.Section> form,
    String news) {

  static CaseScreen of(
      CaseView view, List<SilentOrder> silent, long seen, Words words, Names names) {
    var kinds = new HashMap<String, String>();
    view.orders().forEach(order -> kinds.put(order.orderNo(), order.kind()));
    var contradicted =
        Contradictions.among(view.events()).stream()
            .collect(Collectors.toMap(Contradiction::seq, Contradiction::contradicts));
    var events =
        view.events().stream()
            .map(
                e ->
                    EventRow.of(
                        e, kinds.get(e.orderNo()), contradicted.get(e.seq()), seen, words, names))
            .toList();
    return new CaseScreen(
        view.caseNo(),
        view.upstreamApplyNo(),
        view.revision(),
        view.status(),
        words.code("status", view.status()),
        view.application().path("applicant").path("name").asText(),
        view.application().path("project").path("name").asText(),
        CountyTime.full(view.openedAt()),
        CountyTime.full(view.changedAt()),
        view.lastSeq(),
        view.stages().stream()
            .map(s -> new Stage(s.state(), stage(s.code(), s.label(), s.labelEn(), words)))
            .toList(),
        view.waitingFor().stream().map(words::half).toList(),
        view.calls().stream()
            .map(
                call ->
                    new Call(
                        names.role(call.role()), words.code("kind", call.kind()), call.orderNo()))
            .toList(),
        warnings(view.warnings(), words),
        JointScreen.of(view.joint(), words, names),
        WorksPanel.of(view.works(), words, names),
        clocks(view, words, names, false),
        clocks(view, words, names, true),
        new Lanes(view, silent, words, names).all(),
        events,
        new FormSummary(words).of(view.application()),
        seen > 0 ? news(view.events(), words, names) : "");
  }

  private static String stage(String code, String label, String labelEn, Words words) {
    return words.stage(code, words.english() && labelEn != null ? labelEn : label);
  }

  /** What goes by the clock and was told in time is no news, and folded; the rest are limits. */
  private static List<ClockRow> clocks(
      CaseView view, Words words, Names names, boolean toldInTime) {
    return view.clocks().stream()
        .filter(
            it ->
                (it.calendar() == null && it.stoppedAt() != null && !it.light().equals("RED"))
                    == toldInTime)
        .map(clock -> ClockRow.of(clock, words, names))
        .toList();
  }

  /** What was noted of the form as it stands, and what the window said to it. */
  private static List<Warning> warnings(List<WarningView> warnings, Words words) {
    return warnings.stream()
        .map(
            warning -> {
              var message = words.half(warning.message());
              var label = warning.label();
              return new Warning(
                  message.startsWith(label) ? message : label + words.say("colon") + message,
                  warning.open()
                      ? ""
                      : words.say("warning.overridden", warning.by(), warning.reason()));
            })
        .toList();
  }

  private static String news(List<EventView> events, Words words, Names names) {
    if (events.isEmpty()) {
      return "";
    }
    var last = events.get(events.size() - 1);
    var what = words.event(last.code(), last.label(), last.labelEn());
    return words.say("case.news", names.of(last.source()), what);
  }

  /** A stage and whether it is PENDING, CURRENT or DONE. */
  record Stage(String state, String label) {}

  /**
   * A warning.
   *
   * @param overridden who overrode it and why; empty while it is open
   */
  record Warning(String text, String overridden) {}

  /** A call to make by hand. */
  record Call(String role, String kind, String orderNo) {}
}
