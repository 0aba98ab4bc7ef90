package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.POWER;
import static org.lianbao.cases.procedure.CaseSpec.WATER;
import static org.lianbao.cases.procedure.CaseSpec.given;
import static org.lianbao.cases.procedure.CaseSpec.givenWater;
import static org.lianbao.cases.procedure.CaseSpec.givenWaterAndPower;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lianbao.cases.EventType;

class StageTest {

  @Test
  void intakeLastsUntilEveryServiceHasItsPlanAndItsContract() {
    givenWaterAndPower(reported(WATER, EventType.CONTRACT_SIGNED, 5))
        .thenStage(Stage.INTAKE)
        .when(reported(POWER, EventType.PLAN_COMPLETED, 6))
        .thenStage(Stage.INTAKE)
        .when(reported(POWER, EventType.CONTRACT_SIGNED, 7))
        .then("CONTRACT_SIGNED", "STAGE_CHANGED")
        .thenStage(Stage.APPROVAL_AND_WORKS);
  }

  @Test
  void worksLastUntilAllAreCompleted() {
    givenWaterAndPower(
            reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5),
            reported(POWER, EventType.CONTRACT_SIGNED, 6))
        .thenStage(Stage.APPROVAL_AND_WORKS)
        .when(reported(POWER, EventType.CONSTRUCTION_COMPLETED, 7))
        .thenStage(Stage.ACCEPTANCE);
  }

  @Test
  void withoutAnExternalLineThereAreTwoStages() {
    var spec =
        given(formal("GG1", "NO", "WATER"), reported(WATER, EventType.CONTRACT_SIGNED, 5))
            .thenStage(Stage.ACCEPTANCE);

    assertThat(Stage.counted(spec.file().externalLine()))
        .containsExactly(Stage.INTAKE, Stage.ACCEPTANCE);
  }

  @Test
  void anUnknownExternalLineCountsAsOne() {
    given(formal("GG1", "UNKNOWN", "WATER"), reported(WATER, EventType.CONTRACT_SIGNED, 5))
        .thenStage(Stage.APPROVAL_AND_WORKS);
  }

  @Test
  void aServiceMadeReadyCountsAsConnected() {
    var spec =
        givenWater()
            .when(reported(WATER, EventType.SERVICE_CONNECTED, 9, "READY"))
            .thenStage(Stage.DONE)
            .thenStatus("DONE")
            .thenOrder(WATER, "FINISHED")
            .when(reported(WATER, EventType.SERVICE_CONNECTED, 99, "CONNECTED"))
            .then("SERVICE_CONNECTED");

    assertThat(spec.milestone(WATER, EventType.SERVICE_CONNECTED).outcome()).isEqualTo("CONNECTED");
  }

  @Test
  void newsIsAwaitedFromTheDeliveryUntilTheServiceIsOpen() {
    var spec = givenWater();
    assertThat(spec.order(WATER).awaited()).isFalse();

    spec.when(delivered(WATER, 1, null));
    assertThat(spec.order(WATER).awaited()).isTrue();
    spec.when(reported(WATER, EventType.SERVICE_CONNECTED, 9, "READY"));
    assertThat(spec.order(WATER).awaited()).isTrue();
    spec.when(reported(WATER, EventType.SERVICE_CONNECTED, 99, "CONNECTED"));
    assertThat(spec.order(WATER).awaited()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = EventType.class,
      names = {"ORDER_REFUSED", "ORDER_CLOSED"})
  void nothingIsAwaitedOfAServiceMadeReadyAndThenEnded(EventType end) {
    var spec =
        givenWater(
            reported(WATER, EventType.SERVICE_CONNECTED, 9, "READY"), reported(WATER, end, 10));

    assertThat(spec.order(WATER).awaited()).isFalse();
  }

  @Test
  void aPassedAcceptanceAloneIsNotTheEnd() {
    givenWater(reported(WATER, EventType.ACCEPTANCE_DECIDED, 9, "PASS"))
        .thenStage(Stage.ACCEPTANCE)
        .thenStatus("OPEN");
  }

  @Test
  void aRefusedServiceHoldsNothingUp() {
    givenWaterAndPower(reported(POWER, EventType.CONSTRUCTION_COMPLETED, 5))
        .thenStage(Stage.INTAKE)
        .when(reported(WATER, EventType.ORDER_REFUSED, 6))
        .then("ORDER_REFUSED", "STAGE_CHANGED")
        .thenStage(Stage.ACCEPTANCE)
        .when(reported(POWER, EventType.SERVICE_CONNECTED, 7))
        .thenStatus("PARTIALLY_DONE");
  }

  @Test
  void anOutcomeMayImprove() {
    givenWaterAndPower(
            reported(WATER, EventType.ORDER_REFUSED, 6),
            reported(POWER, EventType.SERVICE_CONNECTED, 7))
        .thenStatus("PARTIALLY_DONE")
        .when(reported(WATER, EventType.SERVICE_CONNECTED, 8))
        .thenStatus("DONE")
        .thenStage(Stage.DONE);
  }

  @Test
  void aCaseWhoseOrdersAreAllClosedIsWithdrawn() {
    givenWaterAndPower(
            reported(WATER, EventType.ORDER_CLOSED, 6, null, "{\"kind\":\"WITHDRAWN\"}"),
            reported(POWER, EventType.ORDER_CLOSED, 6, null, "{\"kind\":\"WITHDRAWN\"}"))
        .thenStatus("WITHDRAWN");
  }

  @Test
  void aConnectionToldAfterTheRefusalReopensTheCaseUntilItsDepartmentsAreThrough() {
    var form = formal("GG1", "YES", "WATER");
    ((ObjectNode) form.document())
        .withObject("/externalWorks")
        .withArray("items")
        .addObject()
        .put("service", "WATER");
    var drawings = CaseSpec.CASE_NO + "-ZJ";
    given(
            (role, kind) ->
                role.equals("drawing-review")
                    ? Optional.of(new Takers.Taker("zjj", "ZJ"))
                    : CaseSpec.NEIGHBOURS.taking(role, kind),
            form,
            reported(WATER, EventType.ORDER_REFUSED, 6))
        .thenStatus("REFUSED")
        .thenStage(Stage.DONE)
        .when(reported(WATER, EventType.SERVICE_CONNECTED, 5))
        .thenStatus("OPEN")
        .thenStage(Stage.APPROVAL_AND_WORKS)
        .when(reported(drawings, EventType.DRAWING_REVIEWED, 7, "PASS"))
        .then("~ORDER_RECEIVED", "DRAWING_REVIEWED", "STAGE_CHANGED", "CASE_CLOSED")
        .thenStatus("DONE");
  }

  @Test
  void aConnectionOutweighsARefusalWhicheverIsToldFirst() {
    givenWaterAndPower(reported(WATER, EventType.ORDER_REFUSED, 6))
        .when(reported(POWER, EventType.ORDER_REFUSED, 6))
        .thenStatus("REFUSED")
        .when(reported(WATER, EventType.SERVICE_CONNECTED, 5))
        .thenStatus("PARTIALLY_DONE");
  }

  @Test
  void aCaseRefusedInPartAndClosedInPartIsRefused() {
    givenWaterAndPower(
            reported(WATER, EventType.ORDER_CLOSED, 6), reported(POWER, EventType.ORDER_REFUSED, 6))
        .thenStatus("REFUSED");
  }

  @Test
  void aConnectionOutweighsAClosingButNotACancelling() {
    givenWater(
            reported(WATER, EventType.SERVICE_CONNECTED, 5, "CONNECTED"),
            reported(WATER, EventType.ORDER_CLOSED, 6, "TERMINATED"))
        .thenOrder(WATER, "FINISHED")
        .when(reported(WATER, EventType.ORDER_CLOSED, 7, "CANCELLED"))
        .then("ORDER_CLOSED", "CASE_CLOSED")
        .thenOrder(WATER, "CLOSED")
        .thenStatus("WITHDRAWN")
        .thenStage(Stage.DONE);
  }

  @Test
  void aFailedAcceptanceToldLateTakesNoConnectionBack() {
    givenWater(reported(WATER, EventType.SERVICE_CONNECTED, 9))
        .when(reported(WATER, EventType.ACCEPTANCE_DECIDED, 6, "FAIL"))
        .thenStage(Stage.DONE)
        .thenStatus("DONE");
  }
}
