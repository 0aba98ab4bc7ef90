package org.lianbao.supervision;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.lianbao.cases.Supervision.Kept;
import org.lianbao.cases.Supervision.Month;

/**
 * The bulletin (通报) of a month.
 *
 * @param party slug of the one party it is about, {@code null} for all
 * @param month what happened in all; {@code null} in a bulletin about one party
 * @param rows how each party kept each rule
 */
record Bulletin(YearMonth of, String party, Month month, List<Row> rows) {

  /** A line of it, with names. */
  record Row(
      String rule,
      String ruleName,
      String basis,
      String party,
      String partyName,
      long total,
      long onTime,
      long lateReported,
      long late,
      long open,
      BigDecimal onTimePercent,
      BigDecimal averageHours) {

    static Row of(Kept kept, RuleWords rule, String partyName) {
      return new Row(
          kept.rule(),
          rule.zh(),
          rule.basis(),
          kept.party(),
          partyName,
          kept.total(),
          kept.onTime(),
          kept.lateReported(),
          kept.late(),
          kept.open(),
          kept.onTimePercent(),
          kept.averageHours());
    }
  }

  /** What a rule is called and which clause it comes from. */
  record RuleWords(String zh, String basis) {}
}
