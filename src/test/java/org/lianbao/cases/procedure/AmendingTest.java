package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.cases.CaseFixture.application;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.CaseSpec.POWER;
import static org.lianbao.cases.procedure.CaseSpec.WATER;
import static org.lianbao.cases.procedure.CaseSpec.given;
import static org.lianbao.cases.procedure.CaseSpec.givenWaterAndPower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.procedure.CaseEvent.Amended;
import org.lianbao.cases.procedure.CaseEvent.OrdersOwed;
import org.lianbao.cases.procedure.CaseEvent.Reported;
import org.lianbao.shared.Json;

class AmendingTest {

  private static final Map<String, Takers.Taker> DEPARTMENTS =
      Map.of(
          "utility:WATER", new Takers.Taker("water", "W"),
          "approval-lead", new Takers.Taker("xzsp", "SP"),
          "drawing-review", new Takers.Taker("zjj", "ZJ"),
          "urban-management", new Takers.Taker("cgj", "CG"),
          "traffic-police", new Takers.Taker("jj", "JT"));

  @Test
  void onlyThePartnersWhoseOwnPartChangedAreTold() throws NotPossible {
    var spec =
        givenWaterAndPower(delivered(WATER, 1, null), delivered(POWER, 1, null))
            .whenAmended(5, with(formal("GG1", "YES", "WATER", "POWER"), "water", "dailyMax", 130))
            .then("APPLICATION_AMENDED", "ORDERS_OWED");

    assertThat(spec.owed()).containsExactly("amend W-BG2");
    assertThat(spec.file().revision()).isEqualTo(2);
    var amended = (Amended) spec.last().get(0);
    assertThat(amended.changed()).containsExactly("/water/dailyMax");
    assertThat(amended.source()).isEqualTo("county");
    var order = ((OrdersOwed) spec.last().get(1)).owed().get(0);
    assertThat(order.partner()).isEqualTo("water");
    assertThat(order.details())
        .isEqualTo(
            json(
                "{'orderNo':'%s','orders':['%s'],'revision':2,'correction':false}"
                    .formatted(WATER, WATER)));
  }

  @Test
  void whoeverIsThroughWithItsServiceIsNotTold() throws NotPossible {
    var spec =
        givenWaterAndPower(reported(WATER, EventType.SERVICE_CONNECTED, 3))
            .whenAmended(5, with(formal("GG1", "YES", "WATER", "POWER"), "water", "dailyMax", 130));

    spec.then("APPLICATION_AMENDED");
  }

  @Test
  void whereNoSystemTakesAmendmentsTheWindowTellsOfThemByHand() throws NotPossible {
    Takers noAmendments =
        (role, kind) ->
            kind.equals("connect") ? CaseSpec.NEIGHBOURS.taking(role, kind) : Optional.empty();
    var spec =
        given(noAmendments, formal("GG1", "NO", "WATER", "GAS"))
            .when(reported(CASE_NO + "-CK-GAS", EventType.ORDER_ACCEPTED, 2))
            .whenAmended(5, contact(formal("GG1", "NO", "WATER", "GAS"), "王五"));

    assertThat(spec.owed()).containsExactly("amend CK-GAS-BG2", "amend CK-W-BG2");
    assertThat(spec.file().calls())
        .extracting(OrderFile::orderNo)
        .containsExactly(CASE_NO + "-CK-GAS", CASE_NO + "-CK-GAS-BG2", CASE_NO + "-CK-W-BG2");
  }

  @Test
  void aServiceAddedIsOwedToItsUtilityAndHoldsTheStageUp() throws NotPossible {
    var spec =
        given(formal("GG1", "NO", "WATER"), reported(WATER, EventType.CONTRACT_SIGNED, 3))
            .thenStage(Stage.ACCEPTANCE)
            .whenAmended(5, formal("GG1", "NO", "WATER", "HEAT"))
            .then("APPLICATION_AMENDED", "STAGE_CHANGED")
            .thenStage(Stage.INTAKE);

    assertThat(spec.owed()).containsExactly("connect H");
  }

  @Test
  void aServiceLeftOutIsWithdrawnAndItsUtilityTold() throws NotPossible {
    var spec =
        givenWaterAndPower(delivered(POWER, 1, null))
            .whenAmended(5, formal("GG1", "YES", "WATER"))
            .then("APPLICATION_AMENDED", "ORDER_CLOSED", "ORDERS_OWED")
            .thenOrder(POWER, "CLOSED");

    assertThat(spec.owed()).containsExactly("withdraw E-CX");
    spec.when(reported(WATER, EventType.SERVICE_CONNECTED, 9)).thenStatus("PARTIALLY_DONE");
  }

  @Test
  void aConnectedServiceCannotBeLeftOut() {
    var spec = givenWaterAndPower(reported(POWER, EventType.SERVICE_CONNECTED, 3));

    assertThatThrownBy(() -> spec.whenAmended(5, formal("GG1", "YES", "WATER")))
        .isInstanceOf(NotPossible.class)
        .hasMessageStartingWith("供电已接通")
        .extracting(it -> ((NotPossible) it).code())
        .isEqualTo("CONNECTED");
  }

  @Test
  void aServiceAskedForAgainGetsANewOrderThatStandsForIt() throws NotPossible {
    var spec =
        givenWaterAndPower()
            .whenAmended(5, formal("GG1", "YES", "WATER"))
            .whenAmended(6, formal("GG1", "YES", "WATER", "POWER"));

    assertThat(spec.owed()).containsExactly("connect E-3");
    spec.when(
            reported(WATER, EventType.SERVICE_CONNECTED, 8),
            reported(POWER + "-3", EventType.SERVICE_CONNECTED, 9))
        .thenStatus("DONE");
  }

  @Test
  void departmentsNewlyNeededAreOwedAndThoseNoLongerNeededReleased() throws NotPossible {
    var spec =
        given(departments(), works("{'service':'WATER','greenArea':5,'roadDug':true}"))
            .when(delivered(CASE_NO + "-SP-01", 1, null))
            .whenAmended(5, works("{'service':'WATER','roadDug':true,'affectsTraffic':true}"));

    assertThat(spec.owed())
        .containsExactly(
            "traffic-consent JT",
            "amend CG-BG2",
            "amend SP-02-BG2",
            "amend W-BG2",
            "amend ZJ-BG2",
            "withdraw SP-01-CX");
    spec.thenOrder(CASE_NO + "-SP-01", "CLOSED").thenOrder(CASE_NO + "-SP-02", "OWED");
  }

  @Test
  void anItemNewlyNeededTakesItsPlaceInTheBundle() throws NotPossible {
    var spec =
        given(departments(), works("{'service':'WATER','roadDug':true}"))
            .whenAmended(5, works("{'service':'WATER','roadDug':true,'treeCount':2}"));

    assertThat(spec.owed()).contains("approval SP-01");
    assertThat(spec.order(CASE_NO + "-SP-01").item()).isEqualTo("LDSM");
    assertThat(spec.order(CASE_NO + "-SP-02").item()).isEqualTo("SZSS");
  }

  @Test
  void anItemNeededAgainTakesANumberOfItsBundleThatIsFree() throws NotPossible {
    var spec =
        given(departments(), works("{'service':'WATER','roadDug':true,'treeCount':2}"))
            .whenAmended(5, works("{'service':'WATER','roadDug':true}"))
            .whenAmended(6, works("{'service':'WATER','roadDug':true,'treeCount':2}"));

    assertThat(spec.owed()).contains("approval SP-03");
    assertThat(spec.order(CASE_NO + "-SP-03").item()).isEqualTo("LDSM");
    spec.thenOrder(CASE_NO + "-SP-01", "CLOSED");
  }

  @Test
  void anIntentBecomesAFormalApplicationUnderTheSameCase() throws NotPossible {
    var intent = CASE_NO + "-W-I";
    var spec =
        given(application("INTENT", "GG1", "UNKNOWN", "WATER"))
            .when(delivered(intent, 1, null), reported(intent, EventType.CONTACT_MADE, 2))
            .whenAmended(9, formal("GG1", "NO", "WATER", "POWER"))
            .then("APPLICATION_ACCEPTED")
            .thenStage(Stage.INTAKE);

    assertThat(spec.owed()).containsExactly("connect W", "connect E");
    assertThat(spec.file().revision()).isEqualTo(2);
    assertThat(spec.file().intent()).isFalse();
    assertThat(spec.order(intent).has(EventType.CONTACT_MADE)).isTrue();
    assertThat(spec.file().awaits(spec.order(intent))).isFalse();
    spec.when(
            reported(WATER, EventType.SERVICE_CONNECTED, 20),
            reported(POWER, EventType.SERVICE_CONNECTED, 21))
        .thenStatus("DONE");
  }

  @Test
  void onceThereIsAFormalApplicationNobodyHearsOfItsIntentAnyMore() throws NotPossible {
    var intent = CASE_NO + "-W-I";
    var spec =
        given(application("INTENT", "GG1", "UNKNOWN", "WATER", "POWER"))
            .when(delivered(intent, 1, null))
            .whenAmended(9, formal("GG1", "NO", "WATER", "POWER"))
            .whenAmended(10, contact(formal("GG1", "NO", "WATER", "POWER"), "王五"));

    assertThat(spec.owed()).containsExactly("amend E-BG3", "amend W-BG3");
    spec.whenWithdrawn(11, "WATER").thenOrder(intent, "SENT").thenOrder(WATER, "CLOSED");
    assertThat(spec.last())
        .filteredOn(event -> event.type() == EventType.ORDER_CLOSED)
        .extracting(CaseEvent::orderNo)
        .containsExactly(WATER, WATER + "-BG3");
  }

  @Test
  void whatTheWindowHasNotArrangedYetItArrangesByTheChangedForm() throws NotPossible {
    var form = formal("GG1", "NO", "WATER", "GAS");
    var spec = given(form).whenAmended(5, contact(formal("GG1", "NO", "WATER", "GAS"), "王五"));

    assertThat(spec.owed()).containsExactly("amend W-BG2");
  }

  @Test
  void aServiceAnIntentNamedAndTheFormalApplicationLeavesOutIsWithdrawn() throws NotPossible {
    var spec =
        given(application("INTENT", "GG1", "UNKNOWN", "WATER", "POWER"))
            .when(delivered(CASE_NO + "-E-I", 1, null))
            .whenAmended(9, formal("GG1", "NO", "WATER"))
            .then("APPLICATION_ACCEPTED", "ORDER_CLOSED", "ORDERS_OWED");

    assertThat(spec.owed()).containsExactly("connect W", "withdraw E-I-CX");
    spec.when(reported(WATER, EventType.SERVICE_CONNECTED, 20)).thenStatus("DONE");
  }

  @Test
  void aChangedIntentStaysOne() throws NotPossible {
    var spec =
        given(application("INTENT", "GG1", "UNKNOWN", "WATER"))
            .whenAmended(9, contact(application("INTENT", "GG1", "UNKNOWN", "WATER"), "王五"))
            .then("APPLICATION_AMENDED", "ORDERS_OWED");

    assertThat(spec.owed()).containsExactly("amend W-I-BG2");
  }

  @Test
  void aFormalApplicationCannotBecomeAnIntent() {
    assertThatThrownBy(
            () ->
                givenWaterAndPower()
                    .whenAmended(5, application("INTENT", "GG1", "YES", "WATER", "POWER")))
        .extracting(it -> ((NotPossible) it).code())
        .isEqualTo("FORMAL_ALREADY");
  }

  @Test
  void aFormThatChoosesTheAcceptanceAnewCountsOverTheChoiceAtTheWindow() throws NotPossible {
    var spec =
        given(
            formal("GG1", "NO", "WATER"),
            reported(CASE_NO, EventType.ACCEPTANCE_CHOSEN, 2, "SINGLE"),
            reported(CASE_NO, EventType.ACCEPTANCE_SCHEDULED, 3));

    spec.whenAmended(4, accepted(formal("GG1", "NO", "WATER"), "JOINT"));
    assertThat(spec.file().jointAcceptance()).isTrue();

    // Anything else in the form is no choice.
    spec.whenAmended(
        5, with(accepted(formal("GG1", "NO", "WATER"), "JOINT"), "water", "dailyMax", 7));
    assertThat(spec.file().own().turns(EventType.ACCEPTANCE_CHOSEN)).hasSize(2);
  }

  @Test
  void onceTheAcceptanceTookPlaceItsKindIsNotChangedAnyMore() throws NotPossible {
    var spec =
        given(
            formal("GG1", "NO", "WATER"), reported(WATER, EventType.ACCEPTANCE_DECIDED, 3, "FAIL"));
    spec.whenAmended(4, accepted(formal("GG1", "NO", "WATER"), "JOINT"));
    spec.whenAmended(5, accepted(formal("GG1", "NO", "WATER"), "SINGLE"));
    spec.when(reported(WATER, EventType.ACCEPTANCE_DECIDED, 6, "PASS"));

    assertThatThrownBy(() -> spec.whenAmended(7, accepted(formal("GG1", "NO", "WATER"), "JOINT")))
        .hasMessageContaining("acceptanceMode 请填 SINGLE")
        .extracting(it -> ((NotPossible) it).code())
        .isEqualTo("ACCEPTED_ALREADY");
  }

  private static Application accepted(Application form, String mode) {
    ((ObjectNode) form.document()).put("acceptanceMode", mode);
    return form;
  }

  @Test
  void aCaseThatEndedIsNotAmended() {
    var spec = given(formal("GG1", "NO", "WATER"), reported(WATER, EventType.SERVICE_CONNECTED, 3));

    assertThatThrownBy(() -> spec.whenAmended(5, formal("GG1", "NO", "WATER", "HEAT")))
        .hasMessageStartingWith("该办件已办结（DONE）");
  }

  @Test
  void anAmendmentAnswersTheCorrectionsThatAreOpen() throws NotPossible {
    var spec =
        givenWaterAndPower(
                reported(POWER, EventType.CORRECTION_REQUESTED, 3, null, "{\"items\":[\"M09\"]}"))
            .whenAmended(5, with(formal("GG1", "YES", "WATER", "POWER"), "water", "dailyMax", 130))
            .then("APPLICATION_AMENDED", "CORRECTION_COMPLETED", "ORDERS_OWED");

    assertThat(spec.owed()).containsExactly("amend E-BG2", "amend W-BG2");
    assertThat(((Reported) spec.last().get(1)).source()).isEqualTo("county");
    assertThat(spec.order(POWER).correctionOpen()).isFalse();
    var power = ((OrdersOwed) spec.last().get(2)).owed().get(0);
    assertThat(power.details().path("correction").asBoolean()).isTrue();
  }

  @Test
  void theRulesOfTheFirstDayStay() throws NotPossible {
    var changed = with(formal("GG1", "YES", "WATER"), "water", "dailyMax", 130);
    ((ObjectNode) changed.document()).put("applyTime", "2027-05-01T09:00:00+08:00");
    var spec = given(formal("GG1", "YES", "WATER"));
    var first = spec.file().request().appliedOn();

    spec.whenAmended(5, changed);

    assertThat(spec.file().request().appliedOn()).isEqualTo(first);
  }

  private static Takers departments() {
    return (role, kind) -> Optional.ofNullable(DEPARTMENTS.get(role));
  }

  private static Application works(String item) {
    var form = formal("GG1", "YES", "WATER");
    ((ObjectNode) form.document()).withObject("/externalWorks").putArray("items").add(json(item));
    // Everybody here is told of everything but its works.
    return with(form, "applicant", "contactTel", item.hashCode());
  }

  private static Application contact(Application form, String name) {
    ((ObjectNode) form.document()).withObject("/applicant").put("contactName", name);
    return form;
  }

  private static Application with(Application form, String block, String field, int value) {
    ((ObjectNode) form.document()).withObject("/" + block).put(field, value);
    return form;
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"'), JsonNode.class);
  }
}
