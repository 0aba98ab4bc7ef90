package org.lianbao.console;

import java.time.Instant;
import java.util.List;
import org.lianbao.cases.CaseReader.BarView;
import org.lianbao.cases.CaseReader.BundleView;
import org.lianbao.cases.CaseReader.PathView;
import org.lianbao.cases.CaseReader.TurnView;
import org.lianbao.cases.CaseReader.WorksView;

/** The external works of a case on its page: tracks, bundles, supervision, bars. */
record WorksPanel(List<Path> paths, List<Bundle> bundles, List<Turn> turns, List<String> bars) {

  static WorksPanel of(WorksView works, Words words, Names names) {
    return new WorksPanel(
        works.paths().stream().map(path -> path(path, words)).toList(),
        works.bundles().stream().map(bundle -> bundle(bundle, words)).toList(),
        works.supervision().stream().map(turn -> turn(turn, words, names)).toList(),
        works.bars().stream().map(bar -> bar(bar, words)).toList());
  }

  /** Whether there is nothing to show. */
  public boolean empty() {
    return paths.isEmpty() && bundles.isEmpty() && turns.isEmpty();
  }

  /**
   * The track of a service's works.
   *
   * @param filed when both filings were there; empty where there is none
   * @param missing what was not there when the works began or ended; empty if nothing
   */
  record Path(String service, String path, List<String> reasons, String filed, String missing) {}

  /** A bundle of approvals. */
  record Bundle(String no, String outcome, String tone, List<Item> items) {}

  /** An item of a bundle. */
  record Item(String label, String orderNo, String outcome, String tone) {}

  /** A turn of supervision; {@code note} says what is odd about it. */
  record Turn(
      String service,
      String by,
      String outcome,
      String tone,
      String at,
      String facts,
      String note) {}

  private static Path path(PathView path, Words words) {
    return new Path(
        words.service(path.service()),
        words.code("value", path.path()),
        path.reasons().stream().map(words::half).toList(),
        time(path.filedAt()),
        String.join(
            words.say("comma"),
            path.missing().stream().map(it -> words.code("missing", it)).toList()));
  }

  private static Bundle bundle(BundleView bundle, Words words) {
    return new Bundle(
        bundle.bundleNo(),
        outcome(bundle.outcome(), words),
        Tone.of(bundle.outcome()),
        bundle.items().stream()
            .map(
                item ->
                    new Item(
                        words.english() ? item.labelEn() : item.label(),
                        item.orderNo(),
                        outcome(item.outcome(), words),
                        Tone.of(item.outcome())))
            .toList());
  }

  private static Turn turn(TurnView turn, Words words, Names names) {
    var deadline = turn.deadline() == null ? "" : words.say("works.deadline", turn.deadline());
    var remark = turn.remark() == null ? "" : turn.remark();
    return new Turn(
        words.service(turn.service()),
        names.of(turn.partner()),
        words.code("outcome", turn.outcome()),
        Tone.of(turn.outcome()),
        CountyTime.full(turn.occurredAt()),
        (deadline + " " + remark).strip(),
        turn.contradicts() ? words.say("works.contradicts") : "");
  }

  private static String bar(BarView bar, Words words) {
    return bar.until() == null
        ? words.say("works.bar.open", bar.permitNo(), time(bar.since()))
        : words.say("works.bar", bar.permitNo(), time(bar.since()), time(bar.until()));
  }

  private static String outcome(String code, Words words) {
    return code == null ? words.say("works.undecided") : words.code("outcome", code);
  }

  private static String time(Instant time) {
    return time == null ? "" : CountyTime.full(time);
  }
}
