package org.lianbao.cases.clocks;

import static org.lianbao.calendar.Phrases.en;
import static org.lianbao.calendar.Phrases.zh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.calendar.Day;
import org.lianbao.calendar.Phrases;
import org.lianbao.calendar.Step;
import org.lianbao.calendar.Stretch;
import org.lianbao.cases.EventType;

/**
 * What a limit's arithmetic says beside the counting: what started it, stopped it, and with what.
 */
final class Wording {

  private Wording() {}

  /** Which rule, and what started it. */
  static Step beginning(Run run) {
    var rule = run.rule();
    var started = rule.from() == null ? null : Happening.of(rule.from()).type();
    return line(
        run.from(),
        "%s %s，依据 %s，义务人：%s%s"
            .formatted(
                rule.id(),
                rule.zh(),
                rule.basis(),
                rule.obligor().zh(),
                started == null ? "" : "；起算事件：" + started.zh()),
        "%s %s by %s, obliged: %s%s"
            .formatted(
                rule.id(),
                rule.en(),
                rule.basis(),
                rule.obligor().en(),
                started == null ? "" : "; started by: " + started.en()));
  }

  /**
   * What became of it.
   *
   * @param left what is left of a limit that is paused, else {@code null}
   */
  static List<Step> ending(Run run, ClockState state, Instant due, Duration left) {
    var steps = new ArrayList<Step>();
    if (state == ClockState.PAUSED) {
      var from = run.halts().get(run.halts().size() - 1).from();
      steps.add(
          line(
              from,
              "自 %s 起暂停，尚余 %s；恢复后接续计时，到期时间随之顺延".formatted(zh(from), zh(left)),
              "paused since %s with %s left; the end moves when it goes on"
                  .formatted(en(from), en(left))));
    }
    if (run.until() != null) {
      steps.add(stopped(run));
    }
    if (run.dropped() != null && (state == ClockState.VOID || run.until() == null)) {
      steps.add(
          line(
              run.dropped(),
              zh(run.dropped()) + " 起不再要求：工单已终止，或已另行约定",
              "no longer owed since %s: its order ended, or another time was agreed"
                  .formatted(en(run.dropped()))));
    }
    steps.add(line(due, "结论：" + state.zh(), "it is: " + state.en()));
    return steps;
  }

  /** That a filing may come until the works begin. */
  static Step untilWorks(Instant works, Instant warned) {
    return line(
        works,
        "自 %s 起预警；至迟在计划开工 %s 之前备案".formatted(zh(warned), zh(works)),
        "warned from %s; filed before the planned start %s at the latest"
            .formatted(en(warned), en(works)));
  }

  static List<Step> toDate(Run run, Day named, Instant due) {
    var steps = new ArrayList<Step>();
    steps.add(
        line(
            run.from(),
            "%s 责令 %s 前完成".formatted(zh(run.from()), zh(named.date())),
            "ordered %s to be done by %s".formatted(en(run.from()), en(named.date()))));
    if (!named.working()) {
      steps.add(
          line(
              Phrases.midnight(named.date()),
              zh(named.date()) + "是休息日，顺延至其后第一个工作日（民法典第二百零三条）",
              en(named.date()) + " is a day of rest: the next working day"));
    }
    steps.add(line(due, "到期：" + zh(due), "due: " + en(due)));
    return steps;
  }

  /** The end of the session an agreed time lies in; of the day, where it lies after all of them. */
  static List<Step> toSession(Instant agreed, Stretch session, Instant due) {
    var hours = session == null ? null : Phrases.hours(session);
    return List.of(
        line(
            agreed,
            "约定时间 %s，%s"
                .formatted(zh(agreed), hours == null ? "不在办公时间内，当日有效" : "办公时段 " + hours + " 内有效"),
            "agreed for %s, %s"
                .formatted(
                    en(agreed),
                    hours == null
                        ? "outside office hours: kept that day"
                        : "kept within " + hours)),
        line(due, "到期：" + zh(due), "due: " + en(due)));
  }

  private static Step stopped(Run run) {
    var stop = run.until();
    EventType by = stop.by();
    return stop.implied()
        ? line(
            stop.at(),
            "无人报送 %s；以证明其已发生的后续报送时间 %s 计".formatted(by.zh(), zh(stop.at())),
            "%s was not reported; a later report proves it and its time %s counts"
                .formatted(by.en(), en(stop.at())))
        : line(
            stop.at(),
            "停止：%s %s".formatted(by.zh(), zh(stop.at())),
            "stopped: %s %s".formatted(by.en(), en(stop.at())));
  }

  private static Step line(Instant at, String zh, String en) {
    return new Step(at, at, Duration.ZERO, zh, en);
  }
}
