package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.application;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.CaseSpec.WATER;
import static org.lianbao.cases.procedure.CaseSpec.given;
import static org.lianbao.cases.procedure.CaseSpec.givenWater;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.Opened;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.rules.Rulebook;

class ProcedureTest {

  @Test
  void aFormalApplicationOwesOneOrderToEachUtility() {
    var opened = (Opened) given(formal("GG1", "YES", "WATER", "POWER")).last().get(0);

    assertThat(opened.type()).isEqualTo(EventType.APPLICATION_ACCEPTED);
    assertThat(opened.owed())
        .containsExactly(
            new Owed(CASE_NO + "-W", "water", "utility:WATER", "connect", null),
            new Owed(CASE_NO + "-E", "power", "utility:POWER", "connect", null));
  }

  @Test
  void anIntentIsRegisteredWithTheSameRolesAndStaysBeforeTheStages() {
    var spec = given(application("INTENT", "GG1", "UNKNOWN", "WATER"));

    spec.then("INTENT_REGISTERED").thenStage(Stage.INTAKE);
    assertThat(((Opened) spec.last().get(0)).owed())
        .containsExactly(new Owed(CASE_NO + "-W-I", "water", "utility:WATER", "intent", null));
    spec.when(reported(CASE_NO + "-W-I", EventType.CONSTRUCTION_COMPLETED, 1))
        .thenStage(Stage.INTAKE);
  }

  @Test
  void aRoleThatNobodyTakesBecomesACallByHandAndHoldsTheCaseUp() {
    var spec =
        given(formal("GG1", "NO", "WATER", "GAS"), reported(WATER, EventType.SERVICE_CONNECTED, 9));

    assertThat(spec.file().calls())
        .extracting(OrderFile::orderNo, OrderFile::role, OrderFile::kind)
        .containsExactly(tuple(CASE_NO + "-CK-GAS", "utility:GAS", "connect"));
    spec.thenStage(Stage.INTAKE).thenStatus("OPEN");
  }

  @Test
  void oneCompanyWithTwoServicesGetsTwoOrderNumbers() {
    var events =
        new Procedure((role, kind) -> Optional.of(new Takers.Taker("both", "B")), Rulebook.load())
            .open(CASE_NO, formal("GG1", "NO", "WATER", "HEAT"), hour(0));

    assertThat(((Opened) events.get(0)).owed())
        .extracting(Owed::orderNo)
        .containsExactly(CASE_NO + "-B", CASE_NO + "-B-HEAT");
  }

  @Test
  void aDeliveryWithoutThePartnersNumberIsSentAndNoMore() {
    givenWater().when(delivered(WATER, 1, null)).then("ORDER_DELIVERED").thenOrder(WATER, "SENT");
  }

  @Test
  void aDeliveryAnsweredWithThePartnersNumberIsReceipted() {
    var spec =
        givenWater()
            .when(delivered(WATER, 1, "SW-77"))
            .then("~ORDER_RECEIVED", "ORDER_DELIVERED")
            .thenOrder(WATER, "RECEIPTED");

    assertThat(spec.order(WATER).reference()).isEqualTo("SW-77");
  }

  @Test
  void aLaterMilestoneImpliesTheMissingEarlierOnesAtItsOwnTime() {
    var spec =
        givenWater(delivered(WATER, 1, "SW-77"), reported(WATER, EventType.SURVEY_COMPLETED, 5))
            .when(reported(WATER, EventType.CONTRACT_SIGNED, 9))
            .then("~PLAN_COMPLETED", "CONTRACT_SIGNED", "STAGE_CHANGED");

    assertThat(spec.milestone(WATER, EventType.PLAN_COMPLETED).occurredAt()).isEqualTo(hour(9));
    assertThat(spec.milestone(WATER, EventType.ORDER_ACCEPTED).occurredAt()).isEqualTo(hour(5));
  }

  @Test
  void whatIsImpliedIsToldOnceAndTakesTheEarliestTimeThatProvesIt() {
    var spec =
        givenWater(delivered(WATER, 4, "SW-77"))
            .when(reported(WATER, EventType.SURVEY_COMPLETED, 3))
            .then("~ORDER_ACCEPTED", "SURVEY_COMPLETED");

    assertThat(spec.milestone(WATER, EventType.ORDER_RECEIVED))
        .extracting(Milestone::occurredAt, Milestone::implied)
        .containsExactly(hour(3), true);
  }

  @Test
  void thePartnersNumberImpliesTheReceiptWhoeverTellsIt() {
    var spec =
        givenWater()
            .when(reported(WATER, EventType.CONTACT_MADE, 2, null, "{\"partnerRef\":\"SW-77\"}"))
            .then("~ORDER_RECEIVED", "CONTACT_MADE");

    assertThat(spec.order(WATER).reported()).containsOnlyKeys(EventType.CONTACT_MADE);
  }

  @Test
  void theRealReportReplacesAnImpliedOne() {
    var spec =
        givenWater(reported(WATER, EventType.PLAN_COMPLETED, 9))
            .when(reported(WATER, EventType.SURVEY_COMPLETED, 7, null, "{\"accessOk\":true}"));

    var survey = spec.milestone(WATER, EventType.SURVEY_COMPLETED);
    assertThat(survey.implied()).isFalse();
    assertThat(survey.occurredAt()).isEqualTo(hour(7));
    assertThat(spec.milestone(WATER, EventType.ORDER_ACCEPTED).occurredAt()).isEqualTo(hour(7));
  }

  @ParameterizedTest
  @EnumSource(
      value = EventType.class,
      names = {"QUOTE_ISSUED", "FEE_PAID", "CONSTRUCTION_STARTED", "ORDER_DELIVERED"})
  void whatMayBeSkippedIsNeverImplied(EventType optional) {
    var spec = givenWater(reported(WATER, EventType.SERVICE_CONNECTED, 9, "CONNECTED"));

    assertThat(spec.order(WATER).has(optional)).isFalse();
  }

  @Test
  void theSameReportToldAgainIsNotNews() {
    var survey = reported(WATER, EventType.SURVEY_COMPLETED, 5, null, "{\"a\":1,\"b\":[2.50]}");
    var again = reported(WATER, EventType.SURVEY_COMPLETED, 5, " ", "{\"b\":[2.5],\"a\":1.0}");

    givenWater(survey).when(survey).thenNothing().when(again).thenNothing();
  }

  @Test
  void lateNewsIsWrittenDownEvenWhereItChangesNothing() {
    var spec =
        givenWater(reported(WATER, EventType.SURVEY_COMPLETED, 5))
            .when(reported(WATER, EventType.SURVEY_COMPLETED, 6))
            .then("SURVEY_COMPLETED");

    assertThat(spec.milestone(WATER, EventType.SURVEY_COMPLETED).occurredAt()).isEqualTo(hour(5));
  }

  @Test
  void aRefusalInTheAnswerIsAFactOfTheCase() {
    var spec =
        givenWater()
            .when(new Told.Refused(WATER, hour(1), "E07", "不在供水范围"))
            .then("ORDER_REFUSED", "STAGE_CHANGED", "CASE_CLOSED")
            .thenOrder(WATER, "REFUSED")
            .thenStatus("REFUSED");

    assertThat(spec.milestone(WATER, EventType.ORDER_REFUSED).attributes().path("reason").asText())
        .isEqualTo("不在供水范围");
  }

  @Test
  void theLatestDecisionOnAcceptanceIsInForceInWhateverOrderItWasTold() {
    var fail = reported(WATER, EventType.ACCEPTANCE_DECIDED, 5, "FAIL");
    var pass = reported(WATER, EventType.ACCEPTANCE_DECIDED, 8, "PASS");

    for (var spec : new CaseSpec[] {givenWater(fail, pass), givenWater(pass, fail)}) {
      assertThat(spec.milestone(WATER, EventType.ACCEPTANCE_DECIDED).outcome()).isEqualTo("PASS");
    }
  }

  @Test
  void anOrderOfAnotherCaseIsNoNewsForThisOne() {
    givenWater()
        .when(reported("BZ4109282026110900002-W", EventType.ORDER_ACCEPTED, 1))
        .thenNothing();
  }

  @ParameterizedTest
  @MethodSource("ownEvents")
  void theHubsOwnEventsCannotBeReportedToIt(EventType own) {
    givenWater().when(reported(WATER, own, 1)).thenNothing();
  }

  @ParameterizedTest
  @MethodSource("toldEvents")
  void everyEventOfTheVocabularyBecomesAMilestone(EventType type) {
    var spec = givenWater().when(reported(WATER, type, 3, "X", "{\"n\":1}"));

    assertThat(spec.last()).filteredOn(event -> event.type() == type).singleElement();
    assertThat(spec.milestone(WATER, type))
        .isEqualTo(
            new Milestone(
                hour(3),
                "X",
                false,
                ((Reported)
                        spec.last().stream()
                            .filter(event -> event.type() == type)
                            .findFirst()
                            .orElseThrow())
                    .attributes()));
  }

  static Stream<EventType> ownEvents() {
    return Stream.of(EventType.values()).filter(EventType::decidedByHub);
  }

  static Stream<EventType> toldEvents() {
    return Stream.of(EventType.values()).filter(type -> !type.decidedByHub());
  }
}
