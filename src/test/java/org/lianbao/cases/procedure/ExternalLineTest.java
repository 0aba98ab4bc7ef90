package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.Journey.POWER;
import static org.lianbao.cases.procedure.Journey.WATER;
import static org.lianbao.cases.procedure.Journey.form;
import static org.lianbao.cases.procedure.Journey.numbers;
import static org.lianbao.cases.procedure.Journey.of;
import static org.lianbao.cases.procedure.Journey.ofCase;
import static org.lianbao.cases.procedure.Journey.works;

import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;

class ExternalLineTest {

  private static final String FOUND = "{\"externalLine\":true,\"roadDug\":true,\"accessOk\":true}";
  private static final String DENIED = "{\"externalLine\":false,\"accessOk\":true}";
  private static final String DUG = "{\"service\":\"WATER\",\"roadDug\":true,\"greenArea\":3}";

  @Test
  void aLineThatASurveyFindsAsksTheDepartmentsAndPutsTheWorksBetween() {
    var journey = Journey.of(form("NO", "WATER"));
    journey.when(reported(WATER, EventType.CONTRACT_SIGNED, 1));
    assertThat(journey.file().stage()).isEqualTo(Stage.ACCEPTANCE);

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 5, FOUND));

    assertThat(journey.last())
        .containsExactly(
            EventType.SURVEY_COMPLETED,
            EventType.EXTERNAL_LINE_CHANGED,
            EventType.PATH_DECIDED,
            EventType.ORDERS_OWED,
            EventType.STAGE_CHANGED);
    assertThat(journey.file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);
    assertThat(Stage.counted(journey.file().externalLine())).hasSize(3);
    var changed = journey.decided(EventType.EXTERNAL_LINE_CHANGED).get(0);
    assertThat(changed.path("from").booleanValue()).isFalse();
    assertThat(changed.path("to").booleanValue()).isTrue();
    assertThat(changed.path("foundBy").asText()).isEqualTo(WATER);
    assertThat(numbers(journey.everOwed(OrderKind.APPROVAL))).containsExactly("SP-02");
    assertThat(numbers(journey.everOwed(OrderKind.DRAWING_REVIEW))).containsExactly("ZJ");
    assertThat(numbers(journey.everOwed(OrderKind.WORKS_PLAN))).containsExactly("CG");
  }

  @Test
  void aLineThatASurveyDeniesTakesBackWhatTheDepartmentsWereAsked() {
    var journey = Journey.of(form("YES", works(DUG), "WATER"));
    journey.when(
        delivered(CASE_NO + "-SP-01", 1, null),
        delivered(CASE_NO + "-ZJ", 1, null),
        reported(CASE_NO + "-SP-01", EventType.APPROVAL_DECIDED, 2, "GRANTED"),
        reported(WATER, EventType.CONTRACT_SIGNED, 4));
    assertThat(journey.file().stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 5, DENIED));

    assertThat(journey.file().stage()).isEqualTo(Stage.ACCEPTANCE);
    assertThat(journey.order(CASE_NO + "-SP-01").state()).isEqualTo("FINISHED");
    assertThat(journey.order(CASE_NO + "-SP-02").state()).isEqualTo("CLOSED");
    assertThat(journey.order(CASE_NO + "-ZJ").state()).isEqualTo("CLOSED");
    // Only who has the order is told; what was not sent yet is taken back on the way.
    assertThat(numbers(journey.owed(OrderKind.WITHDRAW))).containsExactly("ZJ-CX");
    assertThat(journey.owed(OrderKind.WITHDRAW).get(0).details().path("orderNo").asText())
        .isEqualTo(CASE_NO + "-ZJ");
    assertThat(journey.order(CASE_NO + "-SP-02").withdrawnUnsent()).isTrue();
  }

  @Test
  void aLineFoundAfterItWasDeniedAsksTheDepartmentsAnewUnderOtherNumbers() {
    var journey = Journey.of(form("YES", works(DUG), "WATER"));
    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 5, DENIED));

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 9, FOUND));

    assertThat(numbers(journey.owed(OrderKind.APPROVAL))).containsExactly("SP-01R2", "SP-02R2");
    assertThat(numbers(journey.owed(OrderKind.DRAWING_REVIEW))).containsExactly("ZJ-2");
    assertThat(journey.file().externalLine()).isTrue();
  }

  @Test
  void oneServiceWithoutALineDoesNotTakeItFromTheOthers() {
    var journey = Journey.of(form("YES", "WATER", "POWER"));

    journey.when(of(POWER, EventType.SURVEY_COMPLETED, 5, DENIED));
    assertThat(journey.file().externalLine()).isTrue();
    assertThat(journey.last()).doesNotContain(EventType.EXTERNAL_LINE_CHANGED);

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 6, DENIED));
    assertThat(journey.file().externalLine()).isFalse();
    assertThat(journey.last()).contains(EventType.EXTERNAL_LINE_CHANGED);
  }

  @Test
  void aFormThatListsItsLinesHasNoneForTheOthers() {
    var journey = Journey.of(form("YES", works(DUG), "WATER", "POWER"));

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 5, DENIED));

    assertThat(journey.file().externalLine()).isFalse();
  }

  @Test
  void whatTheWindowRecordsOfTheWholeCaseIsAboutEveryService() {
    var journey = Journey.of(form("YES", "WATER", "POWER"));

    journey.when(
        ofCase(EventType.SURVEY_COMPLETED, 5, "{\"externalLine\":false,\"recordedBy\":\"窗口\"}"));
    assertThat(journey.file().externalLine()).isFalse();
    assertThat(journey.decided(EventType.EXTERNAL_LINE_CHANGED).get(0).path("recordedBy").asText())
        .isEqualTo("窗口");

    journey.when(of(POWER, EventType.SURVEY_COMPLETED, 9, FOUND));
    assertThat(journey.file().externalLine()).isTrue();
  }

  @Test
  void anOlderFindingToldLateChangesNothing() {
    var journey = Journey.of(form("YES", "WATER"));
    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 9, DENIED));

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 5, FOUND));

    assertThat(journey.file().externalLine()).isFalse();
    assertThat(journey.last()).containsExactly(EventType.SURVEY_COMPLETED);
  }

  @Test
  void aSurveyThatOnlySaysApprovalsAreNeededAsksForTheGeneralOne() {
    var journey = Journey.of(form("NO", "WATER"));

    journey.when(
        of(WATER, EventType.SURVEY_COMPLETED, 5, "{\"externalLine\":true,\"needsApproval\":true}"));

    assertThat(journey.owed(OrderKind.APPROVAL))
        .extracting(it -> it.item())
        .containsExactly("SZSS");
  }

  @Test
  void aLineThatNeedsNoApprovalHasItsDrawingsReviewedAndNoMore() {
    var journey = Journey.of(form("NO", "WATER"));

    journey.when(
        of(
            WATER,
            EventType.SURVEY_COMPLETED,
            5,
            "{\"externalLine\":true,\"needsApproval\":false,\"roadDug\":true}"));

    assertThat(journey.owed(OrderKind.APPROVAL)).isEmpty();
    assertThat(journey.owed(OrderKind.DRAWING_REVIEW)).hasSize(1);
  }

  @Test
  void aCaseThatEndedAsksNobodyAnyMore() {
    var journey = Journey.of(form("NO", "WATER"));
    journey.when(reported(WATER, EventType.SERVICE_CONNECTED, 9));

    journey.when(of(WATER, EventType.SURVEY_COMPLETED, 5, FOUND));

    assertThat(journey.last())
        .containsExactly(EventType.SURVEY_COMPLETED, EventType.EXTERNAL_LINE_CHANGED);
    assertThat(journey.file().status()).isEqualTo("DONE");
  }
}
