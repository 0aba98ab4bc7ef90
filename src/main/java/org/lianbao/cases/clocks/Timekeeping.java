package org.lianbao.cases.clocks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lianbao.calendar.WorkingCalendar;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseEvent.LimitTold;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.cases.procedure.CaseEvent.TimeDoubted;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules;

/**
 * Keeps the limits of cases: which there are, and what is to be told of them. A case goes by the
 * edition of the rules it began under and by the calendar in use.
 */
public final class Timekeeping {

  private final Rulebook rules;
  private final Supplier<WorkingCalendar> calendar;

  /**
   * By these rules.
   *
   * @throws org.lianbao.rules.RulesFault if they name events or orders that do not exist
   */
  public Timekeeping(Rulebook rules, Supplier<WorkingCalendar> calendar) {
    check(rules);
    this.rules = rules;
    this.calendar = calendar;
  }

  /**
   * Checks that the limits of these editions can be kept.
   *
   * @throws org.lianbao.rules.RulesFault if they name events or orders that do not exist
   */
  public static void check(Rulebook rules) {
    RuleNames.check(rules);
  }

  /** Every limit of the case, by its id. */
  public List<CaseClock> clocks(CaseFile file) {
    var edition = edition(file);
    return edition == null ? List.of() : reckoned(new Runs(file, edition).all(), edition);
  }

  /**
   * What became of the limits of a case.
   *
   * @param clocks those that became something else, as they now are
   * @param gone the ids of those that it had and has no longer
   */
  public record Change(List<CaseClock> clocks, List<String> gone) {

    /** Nothing became of any. */
    public static final Change NONE = new Change(List.of(), List.of());
  }

  /** What became of the limits between two files of a case. */
  public Change between(CaseFile before, CaseFile now) {
    var edition = edition(now);
    if (edition == null) {
      return Change.NONE;
    }
    var known = byId(runs(before));
    var runs = new Runs(now, edition).all();
    var changed = runs.stream().filter(run -> !run.equals(known.get(run.id()))).toList();
    runs.forEach(run -> known.remove(run.id()));
    return new Change(reckoned(changed, edition), List.copyOf(known.keySet()));
  }

  /** What is odd about the times that the reports among these events give. */
  public List<CaseEvent> doubts(CaseFile now, Collection<CaseEvent> events, Instant recordedAt) {
    var edition = edition(now);
    if (edition == null) {
      return List.of();
    }
    var skew = edition.latency().skew();
    var doubts = new ArrayList<CaseEvent>();
    for (var event : events) {
      if (event instanceof Reported report
          && !report.implied()
          && report.type() != EventType.ORDER_DELIVERED) {
        var said = report.occurredAt();
        if (said.isAfter(recordedAt.plus(skew))) {
          doubts.add(doubt(EventType.REPORT_AHEAD, report, recordedAt, recordedAt));
        } else if (delivered(now, report)
            .filter(it -> said.plus(skew).isBefore(it) && !DayOnly.of(said, it))
            .isPresent()) {
          doubts.add(doubt(EventType.REPORT_BACKDATED, report, recordedAt, said));
        }
      }
    }
    return doubts;
  }

  /** What is to be told of these limits by what happened alone, whatever the time is. */
  public List<CaseEvent> news(CaseFile now, List<CaseClock> clocks) {
    var news = new ArrayList<CaseEvent>();
    for (var clock : clocks) {
      var told = now.timing().of(clock.id());
      if (clock.state() == ClockState.BREACHED) {
        if (!clock.dueAt().equals(told.breached()) || told.late()) {
          news.add(told(EventType.SLA_BREACHED, clock, clock.dueAt(), null));
        }
      } else if (clock.state() == ClockState.MET_LATE_REPORTED) {
        if (!told.late()) {
          news.add(told(EventType.SLA_MET_LATE_REPORTED, clock, clock.stoppedAt(), null));
        }
      } else if (told.breached() != null) {
        var was = new LimitTold.Was(told.breached(), null);
        news.add(told(EventType.SLA_RECOMPUTED, clock, clock.dueAt(), was));
      }
    }
    return news;
  }

  /** What is to be told now because time has passed. */
  public List<CaseEvent> due(CaseFile file, Instant now) {
    var news = new ArrayList<CaseEvent>();
    for (var clock : clocks(file)) {
      if (clock.nextAt() == null) {
        continue;
      }
      if (clock.dueAt().isBefore(now)) {
        news.add(breach(clock));
      } else if (clock.state() == ClockState.RUNNING && clock.nextAt().isBefore(now)) {
        news.add(told(EventType.SLA_WARNED, clock, clock.nextAt(), null));
      }
    }
    return news;
  }

  /**
   * What is to be told of open limits that another calendar moves.
   *
   * @param known the ends and editions as they were kept, by id
   */
  public List<CaseEvent> moved(CaseFile file, Map<String, LimitTold.Was> known, Instant now) {
    var news = new ArrayList<CaseEvent>();
    for (var clock : clocks(file)) {
      var was = known.get(clock.id());
      if (was != null
          && (!clock.dueAt().equals(was.dueAt()) || !clock.calendar().equals(was.calendar()))) {
        news.add(told(EventType.SLA_RECOMPUTED, clock, now, was));
      }
    }
    return news;
  }

  private static CaseEvent breach(CaseClock clock) {
    return new LimitTold(
        EventType.SLA_BREACHED,
        clock.dueAt(),
        clock.orderNo(),
        clock.id(),
        clock.rule(),
        clock.dueAt(),
        ClockState.BREACHED.name(),
        clock.calendar(),
        null);
  }

  private static CaseEvent told(EventType type, CaseClock clock, Instant at, LimitTold.Was was) {
    var state = type == EventType.SLA_WARNED ? ClockState.WARNED : clock.state();
    return new LimitTold(
        type,
        at,
        clock.orderNo(),
        clock.id(),
        clock.rule(),
        clock.dueAt(),
        state.name(),
        clock.calendar(),
        was);
  }

  private static CaseEvent doubt(EventType type, Reported report, Instant at, Instant taken) {
    return new TimeDoubted(type, at, report.orderNo(), report.type(), report.occurredAt(), taken);
  }

  private static Optional<Instant> delivered(CaseFile now, Reported report) {
    return now.order(report.orderNo())
        .map(order -> order.reported().get(EventType.ORDER_DELIVERED))
        .map(it -> it.occurredAt());
  }

  private List<Run> runs(CaseFile file) {
    var edition = edition(file);
    return edition == null ? List.of() : new Runs(file, edition).all();
  }

  /** The edition of the case; none before it was opened. */
  private Rules edition(CaseFile file) {
    return file.rules().isEmpty() ? null : rules.edition(file.rules());
  }

  private List<CaseClock> reckoned(List<Run> runs, Rules edition) {
    var by = calendar.get();
    return runs.stream().map(run -> new Reckoner(run, by, edition).reckon()).toList();
  }

  private static Map<String, Run> byId(List<Run> runs) {
    var byId = new LinkedHashMap<String, Run>();
    runs.forEach(run -> byId.put(run.id(), run));
    return byId;
  }
}
