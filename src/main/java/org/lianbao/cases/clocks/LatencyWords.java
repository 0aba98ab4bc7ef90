package org.lianbao.cases.clocks;

import static org.lianbao.calendar.Phrases.en;
import static org.lianbao.calendar.Phrases.zh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.calendar.Pause;
import org.lianbao.calendar.Step;
import org.lianbao.cases.EventType;
import org.lianbao.rules.LatencyRule;

/**
 * The arithmetic of how promptly something was told.
 *
 * @param event what was reported; {@code null} for an order
 * @param from when it was owed, or happened
 * @param pauses in which nothing could go
 * @param due the last moment in time
 * @param stopped when it was there, or nobody was to have it any more; {@code null} until then
 */
public record LatencyWords(
    LatencyRule rule,
    EventType event,
    Instant from,
    Duration allowed,
    List<Pause> pauses,
    Instant due,
    Instant stopped,
    ClockState state) {

  /** Every line of it. */
  public List<Step> steps() {
    var steps = new ArrayList<Step>();
    steps.add(beginning());
    pauses.forEach(pause -> steps.add(paused(pause)));
    steps.add(sum());
    if (stopped != null) {
      steps.add(stop());
    }
    steps.add(line(due, "结论：" + state.zh(), "it is: " + state.en()));
    return List.copyOf(steps);
  }

  private Step beginning() {
    var what = event == null ? "工单下达" : event.zh() + "发生";
    var whatEn = event == null ? "order owed" : event.en() + ", when it happened";
    return line(
        from,
        "%s %s，依据 %s，义务人：%s；起算：%s %s"
            .formatted(rule.id(), rule.zh(), rule.basis(), rule.obligor().zh(), what, zh(from)),
        "%s %s by %s, obliged: %s; started by: %s, %s"
            .formatted(rule.id(), rule.en(), rule.basis(), rule.obligor().en(), whatEn, en(from)));
  }

  private Step paused(Pause pause) {
    var length = Duration.between(pause.from(), pause.to());
    return new Step(
        pause.from(),
        pause.to(),
        Duration.ZERO,
        "%s 至 %s 对方维护、不办公或由运维人员暂停推送，%s不计".formatted(zh(pause.from()), zh(pause.to()), zh(length)),
        "%s to %s not counted, %s: its maintenance, outside its hours, or held by an operator"
            .formatted(en(pause.from()), en(pause.to()), en(length)));
  }

  private Step sum() {
    var moved = Duration.between(from.plus(allowed), due);
    return new Step(
        from,
        due,
        allowed,
        "昼夜连续计 %s%s，到期：%s"
            .formatted(zh(allowed), moved.isZero() ? "" : "，另加不计的 " + zh(moved), zh(due)),
        "%s by the clock, day and night%s; due: %s"
            .formatted(
                en(allowed), moved.isZero() ? "" : ", and " + en(moved) + " not counted", en(due)));
  }

  private Step stop() {
    if (state == ClockState.VOID) {
      return line(
          stopped,
          zh(stopped) + " 起不再要求：工单已撤回",
          "no longer owed since %s: the order was taken back".formatted(en(stopped)));
    }
    var took = Duration.between(from, stopped);
    return event == null
        ? line(
            stopped,
            "停止：对方于 %s 收到，距下达 %s".formatted(zh(stopped), zh(took)),
            "stopped: its partner had it %s, %s after it was owed".formatted(en(stopped), en(took)))
        : line(
            stopped,
            "停止：%s 收到回传，距发生 %s".formatted(zh(stopped), zh(took)),
            "stopped: told %s, %s after it happened".formatted(en(stopped), en(took)));
  }

  private static Step line(Instant at, String zh, String en) {
    return new Step(at, at, Duration.ZERO, zh, en);
  }
}
