package org.lianbao.cases.clocks;

/** What a limit is; always exactly one of these. */
public enum ClockState {
  /** It runs. */
  RUNNING("计时中", "running"),
  /** It runs and is nearly over. */
  WARNED("即将到期", "nearly over"),
  /** It does not run for the time being. */
  PAUSED("暂停", "paused"),
  /** Stopped within the limit. */
  MET("按时", "met"),
  /** Not stopped when it ended, or stopped later. */
  BREACHED("超期", "exceeded"),
  /** Stopped within the limit, which was told only after it had been told as exceeded. */
  MET_LATE_REPORTED("按时办结补报", "met, reported late"),
  /** Its order ended, or it was put in another's place, while it ran: nothing is owed any more. */
  VOID("不再计时", "no longer counted");

  private final String zh;
  private final String en;

  ClockState(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** What people read, in Chinese. */
  public String zh() {
    return zh;
  }

  /** What people read, in English. */
  public String en() {
    return en;
  }

  /** What people see it by: RED, AMBER, GREEN, or GREY where it is no longer counted. */
  public String light() {
    return switch (this) {
      case BREACHED -> "RED";
      case WARNED -> "AMBER";
      case VOID -> "GREY";
      default -> "GREEN";
    };
  }

  /** Whether it may still be met in time. */
  public boolean open() {
    return this == RUNNING || this == WARNED || this == PAUSED;
  }
}
