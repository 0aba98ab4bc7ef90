package org.lianbao.soak;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.lianbao.soak.Judge.Verdict;

/** What a soak prints at its end. */
final class Table {

  private static final int SHOWN = 12;

  private final Plan plan;
  private final PrintWriter out;

  Table(Plan plan, PrintWriter out) {
    this.plan = plan;
    this.out = out;
  }

  /** Prints it; whether every verdict is good. */
  boolean print(
      Troubles troubles,
      Site site,
      Promises promises,
      Witness witness,
      List<Verdict> verdicts,
      List<Levels> laps,
      Duration drained,
      Duration whole) {
    out.println();
    row("seed 种子", Long.toString(plan.seed()));
    row("hubs 枢纽", Integer.toString(plan.replicas()));
    row(
        "cases promised / posts",
        promises.kept().size()
            + " / "
            + promises.tries()
            + ", slowest promise "
            + promises.slowest().toSeconds()
            + " s");
    row("faults made 故障", made(troubles));
    site.impossible()
        .forEach(
            (trouble, why) -> {
              if (plan.troubles().contains(trouble)) {
                row("not made 未制造", trouble.word() + ": " + why);
              }
            });
    row(
        "orders at partners",
        witness.held().size()
            + ", "
            + witness.held().stream().mapToInt(order -> order.received() - 1).sum()
            + " came again");
    row("callbacks acknowledged", Long.toString(witness.acknowledged()));
    row(
        "statuses at the county",
        witness.statuses()
            + ", "
            + witness.county().values().stream().mapToInt(Witness.Known::repeats).sum()
            + " came again");
    row(
        "first post to last end",
        drained.toSeconds() + " s; the whole soak " + whole.toSeconds() + " s");
    row(
        "hub at rest, after laps",
        laps.stream().map(Levels::toString).collect(Collectors.joining("; ")));
    out.println();
    for (var verdict : verdicts) {
      out.printf(
          "%s %-70s %8d checked %6d failed%n",
          verdict.holds() ? "✔" : "✘",
          verdict.what(),
          verdict.checked(),
          verdict.failures().size());
      verdict.failures().stream().limit(SHOWN).forEach(line -> out.println("    " + line));
    }
    out.flush();
    return verdicts.stream().allMatch(Verdict::holds);
  }

  private static String made(Troubles troubles) {
    return troubles.made().entrySet().stream()
        .map(each -> each.getKey().word() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private void row(String what, String value) {
    out.printf("%-26s %s%n", what, value);
  }
}
