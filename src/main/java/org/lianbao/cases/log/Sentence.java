package org.lianbao.cases.log;

import java.time.format.DateTimeFormatter;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.shared.Clock;

/** The same thing said twice, Chinese first. */
record Sentence(String zh, String en) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(Clock.COUNTY);

  /**
   * With the limit that runs meanwhile, and its end.
   *
   * @param limit {@code null} if none does
   */
  Sentence within(ClockView limit) {
    if (limit == null) {
      return this;
    }
    var due = MINUTE.format(limit.dueAt());
    return new Sentence(
        zh + "（" + limit.rule() + " 限 " + due + "）",
        en + " (" + limit.rule() + ", due " + due + ")");
  }

  @Override
  public String toString() {
    return zh + " / " + en;
  }
}
