package org.lianbao.cases;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * What supervisors (督查, S59, S66) ask of all cases together. Lists and totals are one query, so
 * they agree. A limit belongs to the month in which it ends, in the county's time.
 */
public interface Supervision {

  /** The limits that fit, the one that ends first before the others. */
  List<Limit> limits(Asked asked, int offset, int limit);

  /** How the limits that fit were kept, by rule and party; the filter's verdict is left aside. */
  List<Kept> kept(Asked asked);

  /** What happened in the month, all parties together. */
  Month month(YearMonth month);

  /**
   * Which limits; each but the month may be {@code null} for any.
   *
   * @param party slug of the partner the limit is for, or {@code window}
   * @param rule such as {@code SLA-01}
   */
  record Asked(YearMonth month, String party, String rule, Verdict verdict) {}

  /** How a limit was kept. */
  enum Verdict {
    /** Stopped within the limit, whenever that was told. */
    ON_TIME,
    /** Exceeded, whether stopped since or not. */
    LATE,
    /** Neither yet. */
    OPEN
  }

  /**
   * One limit of one case.
   *
   * @param clock which limit of the case
   * @param stoppedAt {@code null} while it is not stopped
   * @param workedSeconds working time used, without pauses; {@code null} while it runs
   */
  record Limit(
      String clock,
      String caseNo,
      String orderNo,
      String rule,
      String rules,
      String party,
      String obligor,
      String service,
      Verdict verdict,
      boolean lateReported,
      Instant triggeredAt,
      Instant dueAt,
      Instant stoppedAt,
      Integer workedSeconds) {}

  /**
   * How one party kept one rule.
   *
   * @param total on time, late and open together
   * @param lateReported of those on time, told only after the limit had been told as exceeded
   * @param averageHours working hours from start to stop, two decimals; {@code null} where none
   *     stopped
   */
  record Kept(
      String rule,
      String party,
      long total,
      long onTime,
      long lateReported,
      long late,
      long open,
      BigDecimal averageHours) {

    /** Percent of those decided that were on time, one decimal; {@code null} where none is. */
    public BigDecimal onTimePercent() {
      return Supervision.percent(onTime, onTime + late);
    }
  }

  /**
   * A month.
   *
   * @param accepted applications accepted (申请受理)
   * @param ended cases that ended, by outcome
   * @param surveys days on which a site was surveyed, each case counted by itself
   * @param surveyed cases surveyed
   * @param proposed joint works proposed (协同施工)
   * @param shared of joint works agreed, those in one trench (共沟)
   * @param agreed joint works agreed
   * @param joint of the cases that ended with something connected, those accepted jointly (联合验收)
   * @param connected cases that ended with something connected
   * @param revoked permits revoked (撤销许可)
   */
  record Month(
      YearMonth month,
      long accepted,
      Map<String, Long> ended,
      long surveys,
      long surveyed,
      long proposed,
      long shared,
      long agreed,
      long joint,
      long connected,
      long revoked) {

    /** Surveys per case surveyed, two decimals; {@code null} where none was. */
    public BigDecimal surveysPerCase() {
      return surveyed == 0 ? null : Supervision.ratio(surveys, surveyed, 2);
    }

    /** Percent of joint works agreed that share a trench. */
    public BigDecimal sharedPercent() {
      return Supervision.percent(shared, agreed);
    }

    /** Percent of connected cases that were accepted jointly. */
    public BigDecimal jointPercent() {
      return Supervision.percent(joint, connected);
    }
  }

  private static BigDecimal percent(long part, long whole) {
    return whole == 0 ? null : ratio(part * 100, whole, 1);
  }

  private static BigDecimal ratio(long part, long whole, int places) {
    return BigDecimal.valueOf(part)
        .divide(BigDecimal.valueOf(whole), places, java.math.RoundingMode.HALF_UP);
  }
}
