package org.lianbao.rules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One edition of the rules.
 *
 * @param edition its name, such as {@code 2022-01-27}
 * @param from first day of application it is in force for
 * @param commitment when works are small enough for the commitment track
 * @param construction what works on a road must wait for and leave behind
 * @param acceptance who leads a joint acceptance
 * @param survey the joint survey
 * @param jointWorks when two trenches are one
 * @param clocks the limits
 * @param latency how quickly hub and partners should tell
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record Rules(
    String edition,
    LocalDate from,
    Commitment commitment,
    Construction construction,
    Acceptance acceptance,
    Survey survey,
    JointWorks jointWorks,
    List<ClockRule> clocks,
    Latency latency) {

  public Rules {
    clocks = clocks == null ? List.of() : List.copyOf(clocks);
  }

  /** The limit with this id. */
  public Optional<ClockRule> clock(String id) {
    return clocks.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** What the limit with this id is called, and where it comes from. */
  public Optional<Words> words(String id) {
    return clock(id)
        .map(rule -> new Words(rule.zh(), rule.en(), rule.basis()))
        .or(() -> LatencyRule.of(id).map(it -> new Words(it.zh(), it.en(), it.basis())));
  }

  /**
   * What a limit is called.
   *
   * @param basis clause of the notice it rests on
   */
  public record Words(String zh, String en, String basis) {}

  /**
   * Works that may go by commitment (告知承诺, S6, A6): all of these together.
   *
   * @param services those the track is open to (A5)
   * @param maxLength of one service's line, metres
   * @param maxGreenArea square metres of green space taken by one service's works
   * @param fellsTrees whether works that fell trees may
   * @param barMonths how long a revocation bars its holder (S52, A15), months; {@code null}: until
   *     its credit is repaired
   * @param filing WITHIN or AT_LEAST the working days before the planned start (S44, A11)
   */
  public record Commitment(
      List<String> services,
      BigDecimal maxLength,
      BigDecimal maxGreenArea,
      boolean fellsTrees,
      Integer barMonths,
      String filing) {}

  /**
   * Works and the road.
   *
   * @param consentOnAnyPath whether the traffic police must consent whatever the works go by, or
   *     only to works by commitment (S46, A23)
   * @param restorationHolds whether the stage of works lasts until the road is restored, or that
   *     may run on (S47)
   */
  public record Construction(boolean consentOnAnyPath, boolean restorationHolds) {}

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

  /**
   * How quickly is told what happened; the notice gives no figures (S64, S65).
   *
   * @param push TEC-01: from the moment an order is owed until its partner has it
   * @param report TEC-02: from the moment something happened until the hub is told
   * @param skew by how much the clocks of a partner may differ from the hub's before a time counts
   *     as dated back or ahead
   */
  public record Latency(Duration push, Duration report, Duration skew) {}
}
