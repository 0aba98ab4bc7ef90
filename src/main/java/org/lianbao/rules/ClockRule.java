package org.lianbao.rules;

import java.util.List;
import java.util.Map;
import org.lianbao.calendar.HalfDay;
import org.lianbao.calendar.Limit;

/**
 * One limit of the notice as data. Events are named by their codes; one with an outcome is written
 * {@code SUPERVISION_RECORDED:RECTIFIED}.
 *
 * @param id such as {@code SLA-01}
 * @param basis clause of the notice it rests on
 * @param orders kinds of order it belongs to
 * @param obligor who is obliged: UTILITY, DEPARTMENT, CONSTRUCTION_UNIT or WINDOW
 * @param counts from when and to when
 * @param limit in working days; {@code null} where the end is a date or a session
 * @param halfDay what half a working day means
 * @param hours COUNTY, or PARTY for the office hours of who has the order
 * @param from what starts it
 * @param common whether it starts for all when it has started for the last (A8)
 * @param given what must hold for it to start
 * @param until what stops it, whichever came first
 * @param dropped what ends it unmet, beside the end of its order
 * @param pauses what pauses it, and what ends that pause
 * @param amber when it warns: a share of the working time such as {@code 50%}, or working days
 *     before the end such as {@code 1d}; {@code null} for never
 */
public record ClockRule(
    String id,
    String zh,
    String en,
    String basis,
    List<String> orders,
    Obligor obligor,
    Counts counts,
    String limit,
    HalfDay halfDay,
    Hours hours,
    String from,
    boolean common,
    Given given,
    List<String> until,
    List<String> dropped,
    Map<String, String> pauses,
    String amber) {

  /** Who is obliged (A12). */
  public enum Obligor {
    UTILITY("专营单位", "utility"),
    DEPARTMENT("审批部门", "department"),
    CONSTRUCTION_UNIT("施工单位", "construction unit"),
    WINDOW("受理窗口", "window"),
    HUB("联报系统", "hub"),
    PARTNER("对接单位", "partner");

    private final String zh;
    private final String en;

    Obligor(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    public String zh() {
      return zh;
    }

    public String en() {
      return en;
    }
  }

  /** Between what a limit runs. */
  public enum Counts {
    /** So many working days after an event. */
    AFTER,
    /** To the planned start of the works, so many working days before it (S44). */
    TO_START,
    /** To the end of the day that the starting report names as its deadline (S50). */
    TO_DATE,
    /** To the end of the office session in which the agreed time lies (S16, S24). */
    TO_SESSION
  }

  /** What must hold for a limit to start. */
  public enum Given {
    ALWAYS,
    /** The survey did not find that the premises cannot be connected (A8). */
    ACCESS,
    /** The works took or dug up a road (S47). */
    ROAD
  }

  /** Whose office hours count. */
  public enum Hours {
    COUNTY,
    PARTY
  }

  public ClockRule {
    obligor = obligor == null ? Obligor.UTILITY : obligor;
    counts = counts == null ? Counts.AFTER : counts;
    halfDay = halfDay == null ? HalfDay.HALF_OF_DAY_MINUTES : halfDay;
    hours = hours == null ? Hours.COUNTY : hours;
    given = given == null ? Given.ALWAYS : given;
    orders = orders == null ? List.of() : List.copyOf(orders);
    until = until == null ? List.of() : List.copyOf(until);
    dropped = dropped == null ? List.of() : List.copyOf(dropped);
    pauses = pauses == null ? Map.of() : Map.copyOf(pauses);
  }

  /** The limit. */
  public Limit length() {
    return Limit.parse(limit);
  }

  /** The share of the working time after which it warns, in percent; 0 if it warns otherwise. */
  public int amberShare() {
    return amber != null && amber.matches("[1-9]\\d?%")
        ? Integer.parseInt(amber.substring(0, amber.length() - 1))
        : 0;
  }

  /** How long before its end it warns, if it does so by working days. */
  public Limit amberBefore() {
    return Limit.parse("-" + amber);
  }

  /** Notes what is wrong with it, each with its mend. */
  void check(Faults faults) {
    var here = "clocks[" + id + "].";
    faults.needed("clocks.id", id);
    faults.needed(here + "zh", zh).needed(here + "en", en).needed(here + "basis", basis);
    faults.needed(here + "orders", orders).needed(here + "until", until);
    if (counts != Counts.TO_START) {
      faults.needed(here + "from", from);
    }
    if (counts == Counts.AFTER || counts == Counts.TO_START) {
      faults.needed(here + "limit", limit);
    }
    if (limit != null) {
      faults.must(here + "limit", this::length);
      if (limit.startsWith("-") != (counts == Counts.TO_START)) {
        faults.say(
            here + "limit",
            "TO_START 倒推，写作 -2d；其余自事件起算，写作 2d",
            "counts back for TO_START, as -2d, and forward for the others, as 2d");
      }
    }
    if (amber != null && amberShare() == 0) {
      faults.must(here + "amber", this::amberBefore);
    }
  }
}
