package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lianbao.cases.EventType;

/**
 * What the hub itself said of the time of a case.
 *
 * @param limits by the id of a limit, what was told of it
 * @param taken by report and the time it gave, the time the hub goes by instead
 */
public record Timing(SortedMap<String, Told> limits, SortedMap<String, Instant> taken) {

  static final Timing NONE = new Timing(null, null);

  public Timing {
    limits = sorted(limits);
    taken = sorted(taken);
  }

  /**
   * What was told of one limit.
   *
   * @param warned the end for which it was warned, {@code null} if it was not
   * @param breached the end that was told to have passed, {@code null} if none was
   * @param late whether it was told afterwards that it had been met
   */
  public record Told(Instant warned, Instant breached, boolean late) {

    /** Nothing yet. */
    public static final Told NOTHING = new Told(null, null, false);
  }

  /** What was told of the limit with this id. */
  public Told of(String clock) {
    return limits.getOrDefault(clock, Told.NOTHING);
  }

  /** When the hub takes this to have happened. */
  public Instant taken(String orderNo, EventType type, Instant said) {
    return taken.getOrDefault(key(orderNo, type, said), said);
  }

  Timing with(CaseEvent.LimitTold event) {
    var was = of(event.clock());
    var now =
        switch (event.type()) {
          case SLA_WARNED -> new Told(event.dueAt(), was.breached(), was.late());
          case SLA_BREACHED -> new Told(event.dueAt(), event.dueAt(), false);
          case SLA_MET_LATE_REPORTED -> new Told(was.warned(), was.breached(), true);
          default -> kept(was, event);
        };
    var grown = new TreeMap<>(limits);
    if (now.equals(Told.NOTHING)) {
      grown.remove(event.clock());
    } else {
      grown.put(event.clock(), now);
    }
    return new Timing(grown, taken);
  }

  Timing with(CaseEvent.TimeDoubted event) {
    if (event.taken().equals(event.said())) {
      return this;
    }
    var grown = new TreeMap<>(taken);
    grown.put(key(event.orderNo(), event.report(), event.said()), event.taken());
    return new Timing(limits, grown);
  }

  /** Reckoned again, what was told holds as far as it is still so. */
  private static Told kept(Told was, CaseEvent.LimitTold event) {
    var due = event.dueAt();
    return new Told(
        due.equals(was.warned()) ? due : null,
        due.equals(was.breached()) && event.state().equals("BREACHED") ? due : null,
        false);
  }

  private static String key(String orderNo, EventType type, Instant said) {
    return orderNo + "/" + type + "@" + said;
  }

  private static <T> SortedMap<String, T> sorted(SortedMap<String, T> given) {
    return Collections.unmodifiableSortedMap(
        given == null ? new TreeMap<>() : new TreeMap<>(given));
  }
}
