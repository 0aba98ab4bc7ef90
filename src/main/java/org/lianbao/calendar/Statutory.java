package org.lianbao.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;

/**
 * The statutory holidays with a fixed date (全国年节及纪念日放假办法, 2024-11), for years whose notice is not
 * loaded. Those bound to the moon or the sun's course (春节, 清明, 端午, 中秋) come with the notice.
 */
final class Statutory {

  private static final Map<MonthDay, String> DAYS =
      Map.of(
          MonthDay.of(1, 1), "元旦",
          MonthDay.of(5, 1), "劳动节",
          MonthDay.of(5, 2), "劳动节",
          MonthDay.of(10, 1), "国庆节",
          MonthDay.of(10, 2), "国庆节",
          MonthDay.of(10, 3), "国庆节");

  private Statutory() {}

  static DayRow row(LocalDate date) {
    var name = DAYS.get(MonthDay.from(date));
    return name == null ? null : new DayRow(date, DayKind.OFF, name, "全国年节及纪念日放假办法");
  }
}
