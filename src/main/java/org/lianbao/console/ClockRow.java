package org.lianbao.console;

import java.time.Instant;
import java.util.List;
import org.lianbao.cases.CaseReader.ClockView;

/** One limit of a case on its page; unfolded it shows its whole arithmetic. */
record ClockRow(
    String rule,
    String label,
    String basis,
    String party,
    String obligor,
    String service,
    String state,
    String stateLabel,
    String light,
    String due,
    String stopped,
    boolean provisional,
    boolean backdated,
    String calendar,
    String edition,
    List<String> steps) {

  static ClockRow of(ClockView clock, Words words, Names names) {
    var english = words.english();
    return new ClockRow(
        clock.rule(),
        english ? clock.labelEn() : clock.label(),
        clock.basis(),
        names.of(clock.party()),
        words.code("obligor", clock.obligor()),
        words.service(clock.service()),
        clock.state(),
        english ? clock.stateLabelEn() : clock.stateLabel(),
        clock.light(),
        CountyTime.full(clock.dueAt()),
        time(clock.stoppedAt()),
        clock.provisional(),
        clock.backdated(),
        clock.calendar(),
        clock.edition(),
        clock.steps().stream().map(step -> english ? step.en() : step.zh()).toList());
  }

  private static String time(Instant at) {
    return at == null ? "" : CountyTime.full(at);
  }
}
