package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lianbao.routing.bench.RouteBench;
import org.lianbao.twin.Script;
import org.lianbao.twin.conform.Step.Verdict;

/** A conversation as it goes: the steps so far, and what the next ones need. */
final class Talk {

  /** What came of a step; {@code holds} is {@code null} where there was nothing to try. */
  record Finding(String sent, String expected, String came, Boolean holds) {

    static Finding nothing(String why) {
      return new Finding("", "", why, null);
    }
  }

  private final RouteBench bench;
  private final Listening listening;
  private final Shown shown;
  private final Script script;
  private final OrderNumbers numbers;
  private final Duration patience;
  private final List<Step> steps = new ArrayList<>();

  Talk(RouteBench bench, Shown shown, Script script, OrderNumbers numbers, Duration patience) {
    this.bench = bench;
    this.listening = new Listening(bench);
    this.shown = shown;
    this.script = script;
    this.numbers = numbers;
    this.patience = patience;
  }

  RouteBench bench() {
    return bench;
  }

  Listening listening() {
    return listening;
  }

  Shown shown() {
    return shown;
  }

  /** How long the other side may take to tell of an order. */
  Duration patience() {
    return patience;
  }

  /** An order like the example's, under a new number. */
  JsonNode fresh() {
    return numbers.fresh(script.order().document());
  }

  JsonNode fresh(JsonNode like) {
    return numbers.fresh(like);
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** A broken message may hold what no report can: XML knows no control characters. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\uFFFE\\uFFFF]", "\uFFFD").strip();
  }

  void step(String id, String zh, String en, Supplier<Finding> trial) {
    var begun = System.nanoTime();
    Finding found;
    try {
      found = trial.get();
    } catch (RuntimeException e) {
      // Its own text may quote a message; its kind does not.
      found = new Finding("", "", "出错 / failed: " + e.getClass().getSimpleName(), false);
    }
    var verdict =
        found.holds() == null ? Verdict.SKIPPED : found.holds() ? Verdict.PASSED : Verdict.FAILED;
    steps.add(
        new Step(
            id,
            zh,
            en,
            printable(found.sent()),
            printable(found.expected()),
            printable(found.came()),
            verdict,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
  }
}
