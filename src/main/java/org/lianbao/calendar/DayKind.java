package org.lianbao.calendar;

/** What a calendar row makes of its day, whatever the day of the week. */
public enum DayKind {
  /** Rest: a statutory holiday, a day moved to it, or a local closure. */
  OFF,
  /** Work: a rest day that is worked to make up for a holiday (调休上班). */
  WORK
}
