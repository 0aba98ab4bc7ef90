package org.lianbao.calendar;

import static org.lianbao.calendar.Phrases.en;
import static org.lianbao.calendar.Phrases.zh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts one term. */
final class Counting {

  private static final Duration FOUR_HOURS = Duration.ofMinutes(240);

  private final Term term;
  private final Reckoning days;
  private final Account account = new Account();
  private Instant start;

  Counting(Term term, Reckoning days) {
    this.term = term;
    this.days = days;
  }

  Deadline deadline() {
    var at = term.triggeredAt();
    Instant due;
    if (term.limit().before()) {
      due = before();
    } else {
      account.say(at, at, "触发：" + zh(at), "triggered: " + en(at));
      due = withoutPauses();
    }
    var steps = account.steps();
    if (!term.pauses().isEmpty()) {
      var total = days.between(start, due);
      var walk = new Account();
      var end = days.lay(total, start, term.pauses(), walk);
      steps = withPauses(steps, due, end, total, walk.steps());
      due = end;
    }
    return new Deadline(
        at,
        start,
        due,
        term.strategy(),
        days.version(),
        !days.awaited().isEmpty(),
        concluded(steps, due));
  }

  private Instant withoutPauses() {
    var limit = term.limit();
    var end = limit.wholeDays() > 0 ? wholeDays() : term.triggeredAt();
    return limit.half() ? half(end) : end;
  }

  private Instant wholeDays() {
    var at = term.triggeredAt();
    account.say(
        at,
        at,
        "时限 %s 个工作日：触发当日不计，至第 %d 个工作日下班止（民法典第二百零一条、第二百零三条）"
            .formatted(term.limit().days(), term.limit().wholeDays()),
        "limit of %s working days: the day of the trigger does not count; day %d ends at close of business"
            .formatted(term.limit().days(), term.limit().wholeDays()));
    var date = Reckoning.date(at);
    for (var number = 1; ; number++) {
      var day = days.workingDayAfter(date, account);
      account.wholeDay(day, number);
      if (number == 1) {
        start = day.opens();
      }
      if (number == term.limit().wholeDays()) {
        return day.closes();
      }
      date = day.date();
    }
  }

  private Instant half(Instant from) {
    var strategy = term.strategy();
    Instant begin;
    Duration length;
    if (strategy == HalfDay.NEXT_SESSION_END) {
      var session = days.sessionFrom(from, account);
      begin = session.from();
      length = session.length();
    } else {
      begin = days.workingFrom(from, account);
      length = strategy == HalfDay.FIXED_240 ? FOUR_HOURS : halfOf(begin);
    }
    if (start == null) {
      start = begin;
    }
    if (!begin.equals(from)) {
      account.say(begin, begin, "自 " + zh(begin) + " 起算", "counts from " + en(begin));
    }
    account.say(begin, begin, halfZh(begin, length), halfEn(begin, length));
    return days.lay(length, begin, List.of(), account);
  }

  private Duration halfOf(Instant begin) {
    return days.day(Reckoning.date(begin)).length().dividedBy(2);
  }

  private String halfZh(Instant begin, Duration length) {
    return switch (term.strategy()) {
      case HALF_OF_DAY_MINUTES ->
          "0.5 个工作日＝%s工作时间 %s的一半＝%s"
              .formatted(zh(Reckoning.date(begin)), zh(length.multipliedBy(2)), zh(length));
      case FIXED_240 -> "0.5 个工作日＝4 个工作小时＝" + zh(length);
      case NEXT_SESSION_END -> "0.5 个工作日＝下一个完整的办公时段，" + zh(length);
    };
  }

  private String halfEn(Instant begin, Duration length) {
    return switch (term.strategy()) {
      case HALF_OF_DAY_MINUTES ->
          "0.5 working day = half of the %s worked on %s = %s"
              .formatted(en(length.multipliedBy(2)), en(Reckoning.date(begin)), en(length));
      case FIXED_240 -> "0.5 working day = 4 working hours = " + en(length);
      case NEXT_SESSION_END -> "0.5 working day = the next whole session, " + en(length);
    };
  }

  private Instant before() {
    var at = term.triggeredAt();
    var date = Reckoning.date(at);
    var number = term.limit().wholeDays();
    account.say(
        at,
        at,
        "%s之前第 %d 个工作日，当日不计".formatted(zh(date), number),
        "working day no. %d before %s, that day not counted".formatted(number, en(date)));
    Day day = null;
    for (var n = 1; n <= number; n++) {
      day = days.workingDayBefore(date, account);
      account.say(
          day.opens(),
          day.closes(),
          "前第 %d 个工作日：%s".formatted(n, zh(day)),
          "working day no. %d before: %s".formatted(n, en(day)));
      date = day.date();
    }
    start = day.closes();
    return start;
  }

  private List<Step> withPauses(
      List<Step> plan, Instant planned, Instant due, Duration total, List<Step> walk) {
    var steps = new ArrayList<Step>();
    plan.forEach(s -> steps.add(new Step(s.from(), s.to(), Duration.ZERO, s.zh(), s.en())));
    steps.add(
        new Step(
            start,
            planned,
            Duration.ZERO,
            "如无暂停，%s 到期，合计 %s；扣除暂停，重新逐段计时：".formatted(zh(planned), zh(total)),
            "without pauses due %s, %s in all; laid again without the pauses:"
                .formatted(en(planned), en(total))));
    var rest = new ArrayList<>(walk);
    term.pauses().forEach(pause -> rest.add(pause(pause, due)));
    rest.sort(Comparator.comparing(Step::from));
    steps.addAll(rest);
    return steps;
  }

  private Step pause(Pause pause, Instant due) {
    var late = !pause.from().isBefore(due);
    var lost =
        late ? Duration.ZERO : days.between(Reckoning.later(start, pause.from()), pause.to());
    return new Step(
        pause.from(),
        pause.to(),
        Duration.ZERO,
        "暂停 %s 至 %s：%s"
            .formatted(
                zh(pause.from()), zh(pause.to()), late ? "在到期之后，不影响" : "其间工作时间 " + zh(lost) + "不计"),
        "paused %s to %s: %s"
            .formatted(
                en(pause.from()),
                en(pause.to()),
                late ? "after the end, of no effect" : en(lost) + " of working time not counted"));
  }

  private List<Step> concluded(List<Step> steps, Instant due) {
    var all = new ArrayList<>(steps);
    var sum = steps.stream().map(Step::counted).reduce(Duration.ZERO, Duration::plus);
    var summed = !sum.isZero();
    all.add(
        new Step(
            due,
            due,
            Duration.ZERO,
            "到期：" + zh(due) + (summed ? "，合计 " + zh(sum) : ""),
            "due: " + en(due) + (summed ? ", " + en(sum) + " in all" : "")));
    for (var year : days.awaited()) {
      all.add(
          new Step(
              due,
              due,
              Duration.ZERO,
              "暂定：%d 年放假安排尚未载入，按周末和固定日期的法定节假日暂算，载入后重算".formatted(year),
              "provisional: the notice for %d is not loaded; to be reckoned again when it is"
                  .formatted(year)));
    }
    return all;
  }
}
