package org.lianbao.rules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One edition of the rules.
 *
 * @param edition its name, such as {@code 2022-01-27}
 * @param from first day of application it is in force for
 * @param commitment when works are small enough for the commitment track
 * @param acceptance who leads a joint acceptance
 * @param survey the joint survey
 * @param jointWorks when two trenches are one
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record Rules(
    String edition,
    LocalDate from,
    Commitment commitment,
    Acceptance acceptance,
    Survey survey,
    JointWorks jointWorks) {

  /**
   * Works that may go by commitment (告知承诺, S6, A6): all of these together.
   *
   * @param offered whether the track is open at all (A5)
   * @param maxLength of one service's line, metres
   * @param maxGreenArea square metres of green space taken by one service's works
   * @param fellsTrees whether works that fell trees may
   * @param barMonths how long a revocation bars its holder (S52, A15), months
   * @param filing WITHIN or AT_LEAST the working days before the planned start (S44, A11)
   */
  public record Commitment(
      boolean offered,
      BigDecimal maxLength,
      BigDecimal maxGreenArea,
      boolean fellsTrees,
      int barMonths,
      String filing) {}

  /**
   * Who leads the joint acceptance (A1).
   *
   * @param lead role that may say how it ended
   * @param basis the clause that was followed, S57 or S24
   */
  public record Acceptance(String lead, String basis) {}

  /**
   * The joint survey.
   *
   * @param notice least time between the invitation and the survey, minutes
   * @param length how long a time must suit everyone to be agreed, minutes
   */
  public record Survey(int notice, int length) {}

  /**
   * Trenches near enough to be dug together (S22, S53).
   *
   * @param distance at most this many metres between them
   * @param shared share of the shorter line that must lie within it for one trench to be proposed,
   *     0 to 1; less is dug at the same time
   */
  public record JointWorks(BigDecimal distance, BigDecimal shared) {}
}
