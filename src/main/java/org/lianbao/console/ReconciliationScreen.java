package org.lianbao.console;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.reconciliation.Comparison;
import org.lianbao.reconciliation.Comparison.State;
import org.lianbao.reconciliation.Difference;
import org.lianbao.reconciliation.Reconciliation;

/**
 * A day as the page of reconciliation shows it.
 *
 * @param days other days that were compared, latest first
 * @param more said where not all differences are shown, else empty
 */
record ReconciliationScreen(
    String day, List<String> days, List<Row> rows, List<Line> differences, String more) {

  private static final int MOST = 500;
  private static final int DAYS = 14;

  /** How one partner compares. */
  record Row(
      String name,
      String slug,
      Comparison.Counts counts,
      String state,
      String stateLabel,
      String detail,
      String at) {}

  /** One difference. */
  record Line(
      String partner,
      String about,
      String caseNo,
      String what,
      String ours,
      String theirs,
      String mend,
      String command) {}

  static ReconciliationScreen of(
      Reconciliation reconciliation, LocalDate day, Words words, Names names) {
    var comparisons = reconciliation.of(day);
    var shown = reconciliation.differences(day, null, MOST);
    var all = comparisons.stream().mapToInt(Comparison::differences).sum();
    return new ReconciliationScreen(
        day.toString(),
        reconciliation.days(DAYS).stream().map(LocalDate::toString).toList(),
        comparisons.stream().map(each -> row(each, words, names)).toList(),
        shown.stream().map(each -> line(each, words, names)).toList(),
        all > shown.size() ? words.say("reconciliation.more", shown.size()) : "");
  }

  private static Row row(Comparison comparison, Words words, Names names) {
    var found = comparison.differences();
    var state =
        comparison.state() != State.DONE
            ? comparison.state().name()
            : found == 0 ? "AGREES" : "DIFFERS";
    var young = comparison.counts().young();
    var detail =
        comparison.reason() != null
            ? words.half(comparison.reason())
            : Stream.of(
                    found == 0 ? "" : words.say("reconciliation.differs", found),
                    young == 0 ? "" : words.say("reconciliation.young", young))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    return new Row(
        names.of(comparison.partner()),
        comparison.partner(),
        comparison.counts(),
        state,
        words.code("reconciliation.state", state),
        detail,
        words.say("reconciliation.at", CountyTime.full(comparison.startedAt())));
  }

  private static Line line(Difference difference, Words words, Names names) {
    return new Line(
        names.of(difference.partner()),
        difference.about(),
        difference.caseNo(),
        words.code("reconciliation.what", difference.what().name()),
        said(difference.ours(), words),
        said(difference.theirs(), words),
        words.either(difference.mend()),
        difference.command());
  }

  /** An event in words; a state or a number as it is. */
  private static String said(String text, Words words) {
    return text == null ? "" : words.event(text, null, null);
  }
}
