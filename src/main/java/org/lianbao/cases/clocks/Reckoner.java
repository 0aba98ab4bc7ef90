package org.lianbao.cases.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lianbao.calendar.Deadline;
import org.lianbao.calendar.HalfDay;
import org.lianbao.calendar.Limit;
import org.lianbao.calendar.Pause;
import org.lianbao.calendar.Step;
import org.lianbao.calendar.Term;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.rules.ClockRule;
import org.lianbao.rules.ClockRule.Counts;
import org.lianbao.rules.ClockRule.Hours;
import org.lianbao.rules.Rules;
import org.lianbao.shared.Clock;

/** Reckons one limit by one calendar. */
final class Reckoner {

  private static final Duration DAY_END = Duration.ofDays(1);

  private final Run run;
  private final ClockRule rule;
  private final WorkingCalendar calendar;
  private final String edition;
  private final boolean ahead;
  private final String party;

  /**
   * Of this limit.
   *
   * @param edition of the rules; says whether a filing is due so many days before the works, or
   *     only before them (A11)
   */
  Reckoner(Run run, WorkingCalendar calendar, Rules edition) {
    this.run = run;
    this.rule = run.rule();
    this.calendar = calendar;
    this.edition = edition.edition();
    this.ahead = "AT_LEAST".equals(edition.commitment().filing());
    this.party = rule.hours() == Hours.PARTY ? run.party() : null;
  }

  /** When it ends, how that comes, and from when it warns. */
  private record End(Deadline deadline, Instant warnAt) {}

  CaseClock reckon() {
    var end = end();
    var due = end.deadline();
    var state = state(due.dueAt());
    var stopped = stopped();
    var steps = new ArrayList<>(due.steps());
    steps.add(0, Wording.beginning(run));
    steps.addAll(Wording.ending(run, state, due.dueAt(), left(due)));
    return new CaseClock(
        run.id(),
        run.orderNo(),
        rule.id(),
        edition,
        run.party(),
        rule.obligor(),
        run.service(),
        state,
        run.from(),
        due.effectiveStart(),
        due.dueAt(),
        end.warnAt(),
        stopped == null ? run.dropped() : stopped,
        pauses(due.effectiveStart()),
        rule.limit(),
        rule.limit() == null ? null : due.strategy(),
        due.calendarVersion(),
        calendar.version(),
        due.provisional(),
        stopped != null && stopped.isBefore(run.from()) && !DayOnly.of(stopped, run.from()),
        stopped == null || rule.counts() != Counts.AFTER
            ? null
            : worked(due.effectiveStart(), stopped),
        next(state, due.dueAt(), end.warnAt()),
        List.copyOf(steps));
  }

  private End end() {
    return switch (rule.counts()) {
      case AFTER -> after();
      case TO_START -> toStart();
      case TO_DATE -> toDate();
      case TO_SESSION -> new End(toSession(), null);
    };
  }

  private End after() {
    var pauses = run.halts().stream().filter(it -> it.to() != null).map(Reckoner::pause).toList();
    var term = new Term(run.from(), rule.length(), rule.halfDay(), party, pauses);
    var due = calendar.due(term);
    return new End(due, rule.amberShare() > 0 ? share(due) : before(due.dueAt()));
  }

  /** The moment after which the rule's share of the working time is used up. */
  private Instant share(Deadline due) {
    var left = due.counted().multipliedBy(rule.amberShare()).dividedBy(100);
    for (var step : due.steps()) {
      if (step.counted().compareTo(left) >= 0 && !left.isZero()) {
        return calendar.resume(left, step.from(), party);
      }
      left = left.minus(step.counted());
    }
    return due.effectiveStart();
  }

  /** As many working days before the end as the rule says, {@code null} if it says none. */
  private Instant before(Instant due) {
    return rule.amber() == null ? null : back(due, rule.amberBefore()).dueAt();
  }

  private Deadline back(Instant day, Limit limit) {
    return calendar.due(new Term(day, limit, HalfDay.HALF_OF_DAY_MINUTES, party, List.of()));
  }

  private End toStart() {
    var first = back(run.to(), rule.length());
    if (ahead) {
      var dayMore = new Limit(rule.length().halves() - 2);
      return new End(first, back(run.to(), dayMore).dueAt());
    }
    var steps = new ArrayList<>(first.steps());
    steps.add(Wording.untilWorks(run.to(), first.dueAt()));
    return new End(with(first, run.to(), steps), first.dueAt());
  }

  private End toDate() {
    var day = calendar.day(LocalDate.ofInstant(run.to(), Clock.COUNTY), party);
    var due = day.working() ? day.closes() : nextClose(day.date());
    var versions = new TreeSet<>(day.versions());
    return new End(
        deadline(run.from(), due, versions, day.awaited() != null, Wording.toDate(run, day, due)),
        before(due));
  }

  /** Civil Code, article 203: a last day of rest moves to the next working day. */
  private Instant nextClose(LocalDate rest) {
    var day = calendar.day(rest.plusDays(1), party);
    while (!day.working()) {
      day = calendar.day(day.date().plusDays(1), party);
    }
    return day.closes();
  }

  private Deadline toSession() {
    var day = calendar.day(LocalDate.ofInstant(run.to(), Clock.COUNTY), party);
    var session =
        day.stretches().stream().filter(it -> it.to().isAfter(run.to())).findFirst().orElse(null);
    var due =
        session == null
            ? day.date().atStartOfDay(Clock.COUNTY).toInstant().plus(DAY_END)
            : session.to();
    return deadline(
        run.to(),
        due,
        day.versions(),
        day.awaited() != null,
        Wording.toSession(run.to(), session, due));
  }

  private static Deadline deadline(
      Instant start, Instant due, Set<String> versions, boolean provisional, List<Step> steps) {
    return new Deadline(
        start,
        start,
        due,
        HalfDay.HALF_OF_DAY_MINUTES,
        String.join("+", new TreeSet<>(versions)),
        provisional,
        steps);
  }

  private static Deadline with(Deadline deadline, Instant due, List<Step> steps) {
    return new Deadline(
        deadline.triggeredAt(),
        deadline.effectiveStart(),
        due,
        deadline.strategy(),
        deadline.calendarVersion(),
        deadline.provisional(),
        steps);
  }

  private ClockState state(Instant due) {
    var told = run.told();
    var stopped = stopped();
    if (stopped != null) {
      if (stopped.isAfter(due)) {
        return ClockState.BREACHED;
      }
      return told.late() || told.breached() != null ? ClockState.MET_LATE_REPORTED : ClockState.MET;
    }
    if (run.dropped() != null) {
      return run.dropped().isAfter(due) ? ClockState.BREACHED : ClockState.VOID;
    }
    if (openHalt() != null && !openHalt().isAfter(due)) {
      return ClockState.PAUSED;
    }
    if (due.equals(told.breached())) {
      return ClockState.BREACHED;
    }
    return due.equals(told.warned()) ? ClockState.WARNED : ClockState.RUNNING;
  }

  /** When it was stopped; what stops it after it was dropped does not. */
  private Instant stopped() {
    if (run.until() == null) {
      return null;
    }
    var at = run.until().at();
    return run.dropped() != null && run.dropped().isBefore(at) ? null : at;
  }

  private Instant openHalt() {
    return run.halts().stream()
        .filter(it -> it.to() == null)
        .map(Halt::from)
        .findFirst()
        .orElse(null);
  }

  private Instant next(ClockState state, Instant due, Instant warnAt) {
    return switch (state) {
      case RUNNING -> warnAt == null ? due : warnAt;
      case WARNED -> due;
      default -> null;
    };
  }

  /** What is left of it while it is paused. */
  private Duration left(Deadline due) {
    return openHalt() == null ? null : calendar.remaining(due, openHalt(), party);
  }

  private Duration worked(Instant from, Instant to) {
    var sum = calendar.workingTime(from, to, party);
    for (var pause : Pause.merged(pauses(from))) {
      var begin = pause.from().isBefore(from) ? from : pause.from();
      var end = pause.to().isAfter(to) ? to : pause.to();
      if (end.isAfter(begin)) {
        sum = sum.minus(calendar.workingTime(begin, end, party));
      }
    }
    return sum.isNegative() ? Duration.ZERO : sum;
  }

  /** The pauses that ended, none from before it counted. */
  private List<Pause> pauses(Instant start) {
    if (rule.counts() != Counts.AFTER) {
      return List.of();
    }
    return run.halts().stream()
        .filter(it -> it.to() != null && it.to().isAfter(start))
        .map(Reckoner::pause)
        .toList();
  }

  private static Pause pause(Halt halt) {
    return new Pause(halt.from(), halt.to());
  }
}
