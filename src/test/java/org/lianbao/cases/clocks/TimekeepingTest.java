package org.lianbao.cases.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.cases.clocks.ClockSpec.POWER;
import static org.lianbao.cases.clocks.ClockSpec.WATER;
import static org.lianbao.cases.clocks.ClockSpec.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.application.Application;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.calendar.Step;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.Oversight;
import org.lianbao.rules.ClockRule.Obligor;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;

class TimekeepingTest {

  private static final String FILING = ClockSpec.CASE_NO + "-APPROVAL_LEAD-CN-WATER";
  private static final String PLAN_OF_WORKS = ClockSpec.CASE_NO + "-URBAN_MANAGEMENT-CN-WATER";

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T09:00, 2026-03-04T15:00",
    "2026-03-04T12:30, 2026-03-04T18:00",
    "2026-03-06T17:30, 2026-03-09T11:30",
    "2026-09-18T16:00, 2026-09-20T10:00",
    "2026-02-14T17:00, 2026-02-24T11:00",
    "2026-09-30T17:59, 2026-10-08T11:59"
  })
  void aVisitIsDueHalfAWorkingDayAfterTheOrderReachedItsUtility(String delivered, String due) {
    var spec = ClockSpec.waterAndPower().when(WATER, EventType.ORDER_DELIVERED, delivered);

    var clock = spec.clock(WATER, "SLA-01");
    assertThat(clock.triggeredAt()).isEqualTo(at(delivered));
    assertThat(clock.dueAt()).isEqualTo(at(due));
    assertThat(clock.state()).isEqualTo(ClockState.RUNNING);
    assertThat(spec.clocks("SLA-01")).hasSize(1);
  }

  @Test
  void aVisitInTimeMeetsItAndCountsTheWorkingTimeItTook() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T11:00")
            .when(WATER, EventType.CONTACT_MADE, "2026-03-04T15:30");

    var clock = spec.clock(WATER, "SLA-01");
    assertThat(clock.state()).isEqualTo(ClockState.MET);
    assertThat(clock.worked()).isEqualTo(Duration.ofMinutes(120));
    assertThat(clock.nextAt()).isNull();
    assertThat(spec.told()).isEmpty();
  }

  @Test
  void whatIsNearlyOverIsToldOnceAndSoIsWhatHasEnded() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .until("2026-03-04T10:15");
    assertThat(spec.told()).isEmpty();

    // Half of 210 minutes have passed.
    spec.until("2026-03-04T10:16").until("2026-03-04T10:17").until("2026-03-04T12:00");
    assertThat(spec.told()).containsExactly("SLA_WARNED");
    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.WARNED);

    spec.until("2026-03-04T12:01").until("2026-03-05T12:01");
    assertThat(spec.told()).containsExactly("SLA_WARNED", "SLA_BREACHED");
    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.BREACHED);
  }

  @Test
  void aTwoDayLimitWarnsOneWorkingDayBefore() {
    var spec =
        ClockSpec.waterAndPower().when(WATER, EventType.SURVEY_COMPLETED, "2026-09-30T10:00");

    var clock = spec.clock(WATER, "SLA-02");
    assertThat(clock.dueAt()).isEqualTo(at("2026-10-09T18:00"));
    assertThat(clock.warnAt()).isEqualTo(at("2026-10-08T18:00"));
  }

  @Test
  void aReportInTimeThatComesLateIsToldAsSuch() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .until("2026-03-04T12:01")
            .when(WATER, EventType.CONTACT_MADE, "2026-03-04T11:00", "2026-03-05T09:00", "{}");

    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.MET_LATE_REPORTED);
    assertThat(spec.told()).containsExactly("SLA_BREACHED", "SLA_MET_LATE_REPORTED");
  }

  @Test
  void aVisitAfterTheEndExceedsItEvenIfNobodyHadNoticed() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(WATER, EventType.CONTACT_MADE, "2026-03-04T15:00");

    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.BREACHED);
    assertThat(spec.told()).containsExactly("SLA_BREACHED");
    spec.until("2026-03-04T18:00");
    assertThat(spec.told()).containsExactly("SLA_BREACHED");
  }

  @Test
  void aPauseKeepsWhatIsLeft() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(WATER, EventType.CLOCK_SUSPENDED, "2026-03-04T10:30");
    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.PAUSED);
    assertThat(spec.clock(WATER, "SLA-01").nextAt()).isNull();
    assertThat(spec.clock(WATER, "SLA-01").steps())
        .extracting(Step::zh)
        .anyMatch(it -> it.contains("尚余 90 分钟"));

    spec.when(WATER, EventType.CLOCK_RESUMED, "2026-03-06T09:00");
    var clock = spec.clock(WATER, "SLA-01");
    assertThat(clock.state()).isEqualTo(ClockState.RUNNING);
    assertThat(clock.dueAt()).isEqualTo(at("2026-03-06T10:30"));
    assertThat(clock.pauses()).hasSize(1);
  }

  @Test
  void aPauseToldLateTakesBackWhatWasToldAsExceeded() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .until("2026-03-04T12:01")
            .when(WATER, EventType.CLOCK_SUSPENDED, "2026-03-04T10:30", "2026-03-04T15:00", "{}");

    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.PAUSED);
    spec.when(WATER, EventType.CLOCK_RESUMED, "2026-03-04T16:00");
    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.RUNNING);
    assertThat(spec.told()).containsExactly("SLA_BREACHED", "SLA_RECOMPUTED");

    // 90 minutes were left.
    assertThat(spec.clock(WATER, "SLA-01").dueAt()).isEqualTo(at("2026-03-04T17:30"));
    spec.until("2026-03-04T17:00").until("2026-03-04T18:00");
    assertThat(spec.told())
        .containsExactly("SLA_BREACHED", "SLA_RECOMPUTED", "SLA_WARNED", "SLA_BREACHED");
  }

  @Test
  void whoCannotBeConnectedIsOwedNoPlan() {
    var spec =
        ClockSpec.waterAndPower()
            .when(
                WATER,
                EventType.SURVEY_COMPLETED,
                "2026-03-04T10:00",
                "2026-03-04T10:00",
                "{\"accessOk\":false}")
            .when(POWER, EventType.SURVEY_COMPLETED, "2026-03-04T10:00");

    assertThat(spec.clocks("SLA-02")).extracting(CaseClock::orderNo).containsExactly(POWER);
  }

  @Test
  void whatALaterReportProvesTakesItsTimeAndNoOther() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.SURVEY_COMPLETED, "2026-03-04T10:00")
            .when(WATER, EventType.CONTRACT_SIGNED, "2026-03-10T10:00");

    var plan = spec.clock(WATER, "SLA-02");
    assertThat(plan.stoppedAt()).isEqualTo(at("2026-03-10T10:00"));
    assertThat(plan.state()).isEqualTo(ClockState.BREACHED);
    assertThat(plan.steps()).extracting(Step::zh).anyMatch(it -> it.contains("无人报送 方案编制完成"));
  }

  @Test
  void aRefusalEndsWhatIsOwedAndARefusalAfterTheEndDoesNot() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(POWER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(WATER, EventType.ORDER_REFUSED, "2026-03-04T11:00")
            .when(POWER, EventType.ORDER_REFUSED, "2026-03-04T15:00");

    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.VOID);
    assertThat(spec.clock(POWER, "SLA-01").state()).isEqualTo(ClockState.BREACHED);
  }

  @Test
  void aTimeAheadOfTheHubsIsTakenForTheHubsAndFlagged() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(WATER, EventType.CONTACT_MADE, "2027-01-01T09:00", "2026-03-04T11:00", "{}");

    assertThat(spec.told()).containsExactly("REPORT_AHEAD");
    assertThat(spec.clock(WATER, "SLA-01").stoppedAt()).isEqualTo(at("2026-03-04T11:00"));
    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.MET);
  }

  @Test
  void aVisitSaidToHaveComeBeforeTheOrderIsFlagged() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(WATER, EventType.CONTACT_MADE, "2026-03-04T08:28", "2026-03-04T09:00", "{}")
            .when(WATER, EventType.CONTACT_MADE, "2026-03-03T10:00", "2026-03-04T11:00", "{}");

    assertThat(spec.told()).containsExactly("REPORT_BACKDATED");
    assertThat(spec.clock(WATER, "SLA-01").backdated()).isTrue();
    assertThat(spec.clock(WATER, "SLA-01").state()).isEqualTo(ClockState.MET);
    assertThat(spec.clock(WATER, "SLA-01").worked()).isZero();
  }

  @Test
  void aDayWithoutATimeIsNoBackdatingAndGivesWayToTheTimeOfThatDay() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.SURVEY_COMPLETED, "2026-03-04T10:00")
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(
                WATER,
                EventType.SUPERVISION_RECORDED,
                "2026-03-04T11:00",
                "2026-03-04T11:00",
                "RECTIFY_ORDERED",
                "{\"deadline\":\"2026-03-06\"}")
            .when(
                WATER,
                EventType.SUPERVISION_RECORDED,
                "2026-03-06T17:00",
                "2026-03-06T17:00",
                "RECTIFIED",
                "{}")
            .when(
                WATER,
                EventType.SUPERVISION_RECORDED,
                "2026-03-06T00:00",
                "2026-03-06T17:05",
                "RECTIFIED",
                "{}")
            .when(WATER, EventType.PLAN_COMPLETED, "2026-03-04T00:00", "2026-03-04T16:00", "{}");

    assertThat(spec.clock(WATER, "SLA-06").stoppedAt()).isEqualTo(at("2026-03-06T17:00"));
    assertThat(spec.clock(WATER, "SLA-02").state()).isEqualTo(ClockState.MET);
    assertThat(spec.clock(WATER, "SLA-02").backdated()).isFalse();
    assertThat(spec.told()).isEmpty();
  }

  @Test
  void anAgreedSurveyIsKeptInTheSessionOfItsTimeAndAReplannedOneIsNotMissed() {
    var appointment = "{\"at\":\"2026-03-05T09:00:00+08:00\"}";
    var other = "{\"at\":\"2026-03-06T15:00:00+08:00\"}";
    var spec =
        ClockSpec.waterAndPower()
            .when(
                ClockSpec.CASE_NO,
                EventType.SURVEY_SCHEDULED,
                "2026-03-04T10:00",
                "2026-03-04T10:00",
                appointment)
            .when(WATER, EventType.SURVEY_COMPLETED, "2026-03-05T11:30")
            .when(
                ClockSpec.CASE_NO,
                EventType.SURVEY_SCHEDULED,
                "2026-03-05T11:40",
                "2026-03-05T11:40",
                other)
            .when(POWER, EventType.SURVEY_COMPLETED, "2026-03-06T18:30");

    assertThat(spec.clocks("APP-01"))
        .extracting(it -> it.orderNo() + " " + it.state())
        .containsExactly(POWER + " VOID", POWER + " BREACHED", WATER + " MET");
    assertThat(spec.clock(WATER, "APP-01").dueAt()).isEqualTo(at("2026-03-05T12:00"));
    assertThat(spec.clock(POWER, "APP-01").dueAt()).isEqualTo(at("2026-03-06T18:00"));
  }

  @Test
  void aDecisionIsDueHalfAWorkingDayAfterTheItemWasAcceptedAndNotAfterItWasSubmitted() {
    var item = ClockSpec.CASE_NO + "-APPROVAL_LEAD-02";
    var spec =
        ClockSpec.of(digging("NORMAL"))
            .when(item, EventType.ORDER_DELIVERED, "2026-03-03T09:00")
            .when(item, EventType.CORRECTION_REQUESTED, "2026-03-03T10:00")
            .when(item, EventType.CORRECTION_COMPLETED, "2026-03-04T08:30");
    assertThat(spec.clocks("SLA-03")).isEmpty();

    spec.when(item, EventType.APPROVAL_ACCEPTED, "2026-03-04T09:00");
    var clock = spec.clock(item, "SLA-03");
    assertThat(clock.dueAt()).isEqualTo(at("2026-03-04T15:00"));
    assertThat(clock.obligor()).isEqualTo(Obligor.DEPARTMENT);
    assertThat(clock.steps().get(0).zh()).isEqualTo("SLA-03 许可决定，依据 S18，义务人：审批部门；起算事件：事项受理");

    spec.until("2026-03-04T10:46").until("2026-03-04T15:00").until("2026-03-04T15:01");
    assertThat(spec.told()).containsExactly("SLA_WARNED", "SLA_BREACHED");
  }

  @Test
  void aSpecialProcedureStopsTheDecisionsLimitAndEitherDecisionMeetsIt() {
    var item = ClockSpec.CASE_NO + "-APPROVAL_LEAD-02";
    var spec =
        ClockSpec.of(digging("NORMAL"))
            .when(item, EventType.APPROVAL_ACCEPTED, "2026-03-04T09:00")
            .when(item, EventType.CLOCK_SUSPENDED, "2026-03-04T10:00");
    assertThat(spec.clock(item, "SLA-03").state()).isEqualTo(ClockState.PAUSED);

    // 150 of 210 minutes are left.
    spec.when(item, EventType.CLOCK_RESUMED, "2026-03-09T10:00");
    assertThat(spec.clock(item, "SLA-03").dueAt()).isEqualTo(at("2026-03-09T15:00"));

    spec.when(
        item, EventType.APPROVAL_DECIDED, "2026-03-09T15:00", "2026-03-09T15:00", "DENIED", "{}");
    assertThat(spec.clock(item, "SLA-03").state()).isEqualTo(ClockState.MET);
    assertThat(spec.clock(item, "SLA-03").worked()).isEqualTo(Duration.ofMinutes(210));
  }

  @Test
  void aFilingWarnsTwoWorkingDaysBeforeTheWorksAndIsDueAtTheirPlannedStart() {
    var spec = ClockSpec.of(digging("COMMITMENT"));
    var clock = spec.clock(FILING, "SLA-04");
    assertThat(clock.obligor()).isEqualTo(Obligor.UTILITY);
    assertThat(clock.warnAt()).isEqualTo(at("2026-03-18T18:00"));
    assertThat(clock.dueAt()).isEqualTo(at("2026-03-20T00:00"));

    spec.until("2026-03-18T18:00");
    assertThat(spec.told()).isEmpty();
    spec.until("2026-03-18T18:01");
    assertThat(spec.told()).containsExactly("SLA_WARNED");

    spec.when(FILING, EventType.COMMITMENT_FILED, "2026-03-19T17:00")
        .when(PLAN_OF_WORKS, EventType.ORDER_DELIVERED, "2026-03-19T17:00");
    assertThat(spec.clock(FILING, "SLA-04").state()).isEqualTo(ClockState.MET);
  }

  @Test
  void whereTheRulesAskForTwoDaysAheadAFilingTheDayBeforeIsTooLate() {
    var atLeast = rules("2025-01-01", text -> text.replace("filing: WITHIN ", "filing: AT_LEAST "));
    var form = digging("COMMITMENT");
    ((ObjectNode) form.document()).put("applyTime", "2025-06-01T10:00:00+08:00");
    var spec = ClockSpec.by(atLeast, form);
    var clock = spec.clock(FILING, "SLA-04");
    assertThat(clock.edition()).isEqualTo("2025-01-01");
    assertThat(clock.warnAt()).isEqualTo(at("2026-03-17T18:00"));
    assertThat(clock.dueAt()).isEqualTo(at("2026-03-18T18:00"));
    assertThat(clock.steps()).extracting(Step::zh).noneMatch(it -> it.contains("至迟在计划开工"));

    spec.when(PLAN_OF_WORKS, EventType.ORDER_DELIVERED, "2026-03-18T17:00")
        .when(FILING, EventType.COMMITMENT_FILED, "2026-03-19T09:00");
    assertThat(spec.clock(FILING, "SLA-04").state()).isEqualTo(ClockState.BREACHED);
    assertThat(spec.told()).containsExactly("SLA_BREACHED");
  }

  @Test
  void aFilingTwoDaysAheadIsInTimeByEitherReading() {
    var atLeast = rules("2025-01-01", text -> text.replace("filing: WITHIN ", "filing: AT_LEAST "));
    var form = digging("COMMITMENT");
    ((ObjectNode) form.document()).put("applyTime", "2025-06-01T10:00:00+08:00");
    for (var spec : List.of(ClockSpec.by(atLeast, form), ClockSpec.of(digging("COMMITMENT")))) {
      spec.when(PLAN_OF_WORKS, EventType.ORDER_DELIVERED, "2026-03-18T17:00")
          .when(FILING, EventType.COMMITMENT_FILED, "2026-03-18T18:00");

      assertThat(spec.clock(FILING, "SLA-04").state()).isEqualTo(ClockState.MET);
    }
  }

  @Test
  void aRectificationEndsOnTheDayItsOrderNamesOrTheNextWorkingDay() {
    var spec =
        ClockSpec.waterAndPower()
            .when(
                WATER,
                EventType.SUPERVISION_RECORDED,
                "2026-03-04T10:00",
                "2026-03-04T10:00",
                "RECTIFY_ORDERED",
                "{\"deadline\":\"2026-03-07\"}");
    assertThat(spec.clock(WATER, "SLA-06").dueAt()).isEqualTo(at("2026-03-09T18:00"));

    spec.when(
        WATER,
        EventType.SUPERVISION_RECORDED,
        "2026-03-09T17:00",
        "2026-03-09T17:00",
        "RECTIFIED",
        "{}");
    assertThat(spec.clock(WATER, "SLA-06").state()).isEqualTo(ClockState.MET);
  }

  @Test
  void whatIsFoundMendedOfTheWholeCaseIsMendedOnEachOrderThatWasToldTo() {
    var ordered = "{\"deadline\":\"2026-03-10\"}";
    var spec = ClockSpec.waterAndPower();
    for (var order : List.of(WATER, POWER)) {
      spec.when(
          order,
          EventType.SUPERVISION_RECORDED,
          "2026-03-04T10:00",
          "2026-03-04T10:00",
          "RECTIFY_ORDERED",
          ordered);
    }

    spec.when(
        ClockSpec.CASE_NO,
        EventType.SUPERVISION_RECORDED,
        "2026-03-09T17:00",
        "2026-03-09T17:00",
        "RECTIFIED",
        "{}");

    assertThat(spec.clocks("SLA-06"))
        .extracting(it -> it.orderNo() + " " + it.state() + " " + it.stoppedAt())
        .containsExactlyInAnyOrder(
            WATER + " MET " + at("2026-03-09T17:00"), POWER + " MET " + at("2026-03-09T17:00"));
    assertThat(Oversight.of(spec.file()))
        .hasSize(2)
        .allMatch(matter -> matter.rectification().isEmpty());
  }

  @Test
  void aSurveyRecordedOfTheWholeCaseStopsAndStartsTheLimitsOfEveryService() {
    var spec =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(POWER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(POWER, EventType.SURVEY_COMPLETED, "2026-03-04T09:30")
            .when(
                ClockSpec.CASE_NO,
                EventType.SURVEY_COMPLETED,
                "2026-03-04T10:00",
                "2026-03-04T10:00",
                "{\"accessOk\":true}");

    assertThat(spec.clocks("SLA-01"))
        .extracting(it -> it.orderNo() + " " + it.state() + " " + it.stoppedAt())
        .containsExactlyInAnyOrder(
            WATER + " MET " + at("2026-03-04T10:00"), POWER + " MET " + at("2026-03-04T09:30"));
    assertThat(spec.clocks("SLA-02"))
        .extracting(CaseClock::triggeredAt)
        .containsExactlyInAnyOrder(at("2026-03-04T10:00"), at("2026-03-04T09:30"));
  }

  @Test
  void theRoadIsRestoredFiveDaysAfterTheWorksWhereTheyTookIt() {
    var form = CaseFixture.formal("GG2", "YES", "WATER", "POWER");
    ((ObjectNode) form.document().path("externalWorks"))
        .set("items", Json.read("[{\"service\":\"WATER\",\"roadDug\":true}]", JsonNode.class));
    var spec =
        ClockSpec.of(form)
            .when(WATER, EventType.CONSTRUCTION_COMPLETED, "2026-09-17T15:00")
            .when(POWER, EventType.CONSTRUCTION_COMPLETED, "2026-09-17T15:00");

    assertThat(spec.clocks("SLA-05")).extracting(CaseClock::orderNo).containsExactly(WATER);
    assertThat(spec.clock(WATER, "SLA-05").dueAt()).isEqualTo(at("2026-09-23T18:00"));
  }

  @Test
  void aRoadThatTheSurveyFoundIsRestoredLikeOneOfTheForm() {
    var found = "{\"externalLine\":true,\"roadDug\":true}";
    var spec =
        ClockSpec.waterAndPower()
            .when(
                WATER,
                EventType.SURVEY_COMPLETED,
                "2026-09-15T10:00",
                "2026-09-15T10:00",
                null,
                found)
            .when(WATER, EventType.CONSTRUCTION_COMPLETED, "2026-09-17T15:00")
            .when(POWER, EventType.CONSTRUCTION_COMPLETED, "2026-09-17T15:00");

    assertThat(spec.clocks("SLA-05")).extracting(CaseClock::orderNo).containsExactly(WATER);
  }

  @Test
  void everyLimitGivesItsWholeArithmeticInChinese() {
    var clock =
        ClockSpec.waterAndPower()
            .when(WATER, EventType.ORDER_DELIVERED, "2026-09-18T16:00")
            .clock(WATER, "SLA-01");

    assertThat(clock.steps().get(0).zh()).isEqualTo("SLA-01 联合上门对接，依据 S29，义务人：专营单位；起算事件：推送送达");
    assertThat(clock.steps()).extracting(Step::zh).anyMatch(it -> it.contains("国庆节调休"));
    assertThat(clock.steps().stream().map(Step::counted).reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMinutes(210));
  }

  @Test
  void aCaseKeepsTheLimitsItBeganUnder() {
    var shorter = rules("2026-06-01", text -> text.replace("limit: 2d", "limit: 1d"));
    var before = CaseFixture.formal("GG3", "NO", "WATER");
    ((ObjectNode) before.document()).put("applyTime", "2026-05-31T10:00:00+08:00");
    var after = CaseFixture.formal("GG4", "NO", "WATER");
    ((ObjectNode) after.document()).put("applyTime", "2026-06-01T10:00:00+08:00");

    assertThat(surveyed(shorter, before).limit()).isEqualTo("2d");
    assertThat(surveyed(shorter, before).edition()).isEqualTo("2022-01-27");
    assertThat(surveyed(shorter, after).limit()).isEqualTo("1d");
    assertThat(surveyed(shorter, after).edition()).isEqualTo("2026-06-01");
  }

  @Test
  void theReceiptStartsAVisitWhereTheRulesSaySoAndTheLastSurveyAllPlans() {
    var other =
        rules(
            "2020-01-01",
            text ->
                text.replace("from: ORDER_DELIVERED ", "from: ORDER_RECEIVED ")
                    .replace("given: ACCESS ", "given: ACCESS\n    common: true "));
    var form = CaseFixture.formal("GG5", "NO", "WATER", "POWER");
    ((ObjectNode) form.document()).put("applyTime", "2021-06-01T10:00:00+08:00");
    var spec =
        ClockSpec.by(other, form)
            .when(WATER, EventType.ORDER_DELIVERED, "2026-03-04T08:30")
            .when(POWER, EventType.SURVEY_COMPLETED, "2026-03-04T09:00");
    assertThat(spec.clocks()).isEmpty();

    spec.when(WATER, EventType.ORDER_RECEIVED, "2026-03-04T10:00")
        .when(WATER, EventType.SURVEY_COMPLETED, "2026-03-05T09:00");
    assertThat(spec.clock(WATER, "SLA-01").triggeredAt()).isEqualTo(at("2026-03-04T10:00"));
    assertThat(spec.clocks("SLA-02"))
        .extracting(CaseClock::triggeredAt)
        .containsExactly(at("2026-03-05T09:00"), at("2026-03-05T09:00"));
  }

  @Test
  void rulesThatNameWhatDoesNotExistAreRefusedWithEveryFault() {
    var wrong =
        rules(
            "2027-01-01",
            text ->
                text.replace("until: [PLAN_COMPLETED]", "until: [PLAN_DONE]")
                    .replace("orders: [approval]", "orders: [aproval]"));

    assertThatThrownBy(() -> new Timekeeping(wrong, CalendarFolder::builtIn))
        .hasMessageContaining("clocks[SLA-02]")
        .hasMessageContaining("PLAN_DONE")
        .hasMessageContaining("aproval");
  }

  @Test
  void urbanManagementMayFindTheRoadRestoredToo() {
    var urban = ClockSpec.CASE_NO + "-URBAN_MANAGEMENT";
    var spec =
        ClockSpec.of(digging("NORMAL"))
            .when(WATER, EventType.CONSTRUCTION_COMPLETED, "2026-09-17T15:00")
            .when(
                urban,
                EventType.SITE_RESTORED,
                "2026-09-21T09:00",
                "2026-09-21T09:00",
                "FAIL",
                "{}");
    assertThat(spec.clock(WATER, "SLA-05").stoppedAt()).isNull();

    spec.when(urban, EventType.SITE_RESTORED, "2026-09-22T09:00", "2026-09-22T09:00", "PASS", "{}");

    assertThat(spec.clock(WATER, "SLA-05").state()).isEqualTo(ClockState.MET);
    assertThat(spec.clock(WATER, "SLA-05").stoppedAt()).isEqualTo(at("2026-09-22T09:00"));
  }

  @Test
  void aCommitmentIsFiledByTheUtilityWithThePlanOfItsOwnWorks() {
    var filing = ClockSpec.CASE_NO + "-APPROVAL_LEAD-CN-WATER";
    var plan = ClockSpec.CASE_NO + "-URBAN_MANAGEMENT-CN-WATER";
    var spec =
        ClockSpec.of(digging("COMMITMENT"))
            .when(filing, EventType.COMMITMENT_FILED, "2026-03-05T10:00");
    assertThat(spec.clock(filing, "SLA-04").service()).isEqualTo("WATER");
    assertThat(spec.clock(filing, "SLA-04").stoppedAt()).isNull();

    spec.when(plan, EventType.ORDER_DELIVERED, "2026-03-05T11:00");

    assertThat(spec.clock(filing, "SLA-04").stoppedAt()).isEqualTo(at("2026-03-05T11:00"));
  }

  /** Water's small works under a road. */
  private static Application digging(String path) {
    var form = CaseFixture.formal("GG3", "YES", "WATER", "POWER");
    var external = (ObjectNode) form.document().path("externalWorks");
    external.put("approvalPath", path);
    external.set(
        "items",
        Json.read(
            "[{'service':'WATER','length':80,'roadDug':true,'plannedStart':'2026-03-20'}]"
                .replace('\'', '"'),
            JsonNode.class));
    ((ObjectNode) form.document())
        .set(
            "attachments",
            Json.read(
                "[{'materialCode':'M12'},{'materialCode':'M13'}]".replace('\'', '"'),
                JsonNode.class));
    return form;
  }

  private static CaseClock surveyed(Rulebook rules, Application form) {
    return ClockSpec.by(rules, form)
        .when(WATER, EventType.SURVEY_COMPLETED, "2026-07-01T10:00")
        .clock(WATER, "SLA-02");
  }

  /** The rules that ship, and a further edition made of them. */
  private static Rulebook rules(String from, UnaryOperator<String> changed) {
    try {
      var folder = Files.createTempDirectory("rules");
      var own = Files.readString(Path.of("src/main/resources/rules/2022-01-27.yaml"));
      Files.writeString(
          folder.resolve("further.yaml"),
          changed
              .apply(own)
              .replaceFirst("edition: \"2022-01-27\"", "edition: \"" + from + "\"")
              .replaceFirst("from: 2022-01-27", "from: " + from));
      return Rulebook.load(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
