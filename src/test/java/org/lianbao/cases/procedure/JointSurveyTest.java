package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.Journey.GAS;
import static org.lianbao.cases.procedure.Journey.POWER;
import static org.lianbao.cases.procedure.Journey.WATER;
import static org.lianbao.cases.procedure.Journey.form;
import static org.lianbao.cases.procedure.Journey.numbers;
import static org.lianbao.cases.procedure.Journey.of;
import static org.lianbao.cases.procedure.Journey.ofCase;
import static org.lianbao.cases.procedure.Journey.works;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.Told;

class JointSurveyTest {

  private static final String DUG = "{\"service\":\"WATER\",\"roadDug\":true}";

  @Test
  void aReviewMeetingIsAnnouncedToEveryUtilityAlsoWhereNobodyAskedForIt() {
    var journey = Journey.of(form("UNKNOWN", "WATER"));

    journey.when(
        ofCase(
            EventType.MEETING_ANNOUNCED,
            1,
            "{\"at\":\"2026-11-12T09:00:00+08:00\",\"place\":\"行政服务大厅\",\"subject\":\"联审\"}"));

    var meetings = journey.owed("meeting");
    assertThat(numbers(meetings)).containsExactlyInAnyOrder("W-LS1", "E-LS1", "G-LS1", "H-LS1");
    assertThat(meetings)
        .allSatisfy(it -> assertThat(it.details().path("place").asText()).isEqualTo("行政服务大厅"));
  }

  @Test
  void aCountyWithoutACompanyForAServiceCallsNobodyForIt() {
    Takers water =
        (role, kind) -> Journey.ALL.taking(role, kind).filter(it -> role.equals("utility:WATER"));
    var journey = Journey.of(water, form("NO", "WATER"));

    journey.when(ofCase(EventType.MEETING_ANNOUNCED, 1, "{\"at\":\"2026-11-12T09:00:00+08:00\"}"));

    assertThat(numbers(journey.owed("meeting"))).containsExactly("W-LS1");
  }

  @Test
  void anIntentIsVisitedJointlyAtTheTimeTheWindowSets() {
    var journey = Journey.of(CaseFixture.application("INTENT", "GG1", "UNKNOWN", "WATER", "POWER"));

    journey.when(schedule(1, "2026-11-10T09:00:00+08:00"));

    assertThat(numbers(journey.owed("survey"))).containsExactly("E-KC1", "W-KC1");
    assertThat(journey.owed("survey").get(0).details().path("visit").booleanValue()).isTrue();
  }

  @Test
  void theVisitToAnIntentIsNotTheSurveyOfTheApplicationThatFollows() throws NotPossible {
    var spec =
        CaseSpec.given(
            CaseFixture.application("INTENT", "GG1", "UNKNOWN", "WATER"),
            schedule(1, "2026-11-10T09:00:00+08:00"));

    spec.whenAmended(48, CaseFixture.formal("GG1", "YES", "WATER"));

    assertThat(Survey.of(spec.file()).state()).isEqualTo(Survey.State.OPEN);
    assertThat(spec.owed()).noneMatch(it -> it.startsWith("survey"));
    spec.when(schedule(49, "2026-11-13T09:00:00+08:00"));
    assertThat(spec.owed()).contains("survey W-KC2");
  }

  @Test
  void nobodyIsAskedToComeToASurveyThatIsOver() {
    var journey = Journey.of(form("NO", "WATER", "GAS"));
    journey.when(schedule(1, "2026-11-09T14:00:00+08:00"));

    journey.when(of(GAS, EventType.SURVEY_COMPLETED, 30, "{\"externalLine\":true}"));

    assertThat(journey.owed("drawing-review")).hasSize(1);
    assertThat(journey.owed("survey")).isEmpty();
  }

  @Test
  void utilitiesAndDepartmentsAreInvitedAtTheSameMoment() {
    var journey = Journey.of(form("YES", works(DUG), "WATER", "POWER"));

    journey.when(schedule(1, "2026-11-11T09:00:00+08:00"));

    assertThat(journey.last()).containsExactly(EventType.SURVEY_SCHEDULED, EventType.ORDERS_OWED);
    assertThat(numbers(journey.owed("survey")))
        .containsExactlyInAnyOrder("W-KC1", "E-KC1", "SP-KC1", "ZJ-KC1", "CG-KC1");
    var details = journey.owed("survey").get(0).details();
    assertThat(details.path("no").asInt()).isEqualTo(1);
    assertThat(details.path("participants")).hasSize(6);
  }

  @Test
  void theEarliestTimeThatSuitsEveryoneIsAgreedOnceAllHaveOffered() {
    var journey = Journey.of(form("YES", "WATER", "POWER"));
    // The form came at 10:12; two hours of notice make it 14:12 for offers told at 12:12.
    journey.when(
        slots(CASE_NO, 1, "2026-11-09T14:00:00+08:00", "2026-11-09T18:00:00+08:00"),
        slots(WATER, 2, "2026-11-09T08:00:00+08:00", "2026-11-09T17:00:00+08:00"));
    assertThat(journey.last()).doesNotContain(EventType.SURVEY_SCHEDULED);

    journey.when(slots(POWER, 2, "2026-11-09T15:30:00+08:00", "2026-11-09T17:00:00+08:00"));

    assertThat(journey.decided(EventType.SURVEY_SCHEDULED))
        .extracting(it -> it.path("at").asText())
        .containsExactly("2026-11-09T07:30:00Z");
    assertThat(numbers(journey.owed("survey"))).containsExactly("E-KC1", "W-KC1");
    assertThat(Survey.of(journey.file()).state()).isEqualTo(Survey.State.SCHEDULED);
  }

  @Test
  void noSurveyIsAgreedSoonerThanTheNoticeOrForLessThanItsLength() {
    var journey = Journey.of(form("YES", "WATER"));

    journey.when(
        slots(CASE_NO, 1, "2026-11-09T08:00:00+08:00", "2026-11-10T09:00:00+08:00"),
        slots(WATER, 2, "2026-11-09T13:00:00+08:00", "2026-11-09T15:00:00+08:00"));
    assertThat(Survey.of(journey.file()).state()).isEqualTo(Survey.State.OPEN);

    journey.when(slots(WATER, 3, "2026-11-09T13:00:00+08:00", "2026-11-09T16:13:00+08:00"));
    assertThat(Survey.of(journey.file()).at()).contains(CaseFixture.hour(5));
  }

  @Test
  void aCompanyWithoutASystemIsNotWaitedFor() {
    Takers waterOnly =
        (role, kind) -> Journey.ALL.taking(role, kind).filter(it -> role.equals("utility:WATER"));
    var journey = Journey.of(waterOnly, form("YES", "WATER", "POWER"));

    journey.when(
        slots(CASE_NO, 1, "2026-11-10T08:00:00+08:00", "2026-11-10T12:00:00+08:00"),
        slots(WATER, 2, "2026-11-10T09:00:00+08:00", "2026-11-10T12:00:00+08:00"));

    assertThat(numbers(journey.owed("survey"))).containsExactlyInAnyOrder("W-KC1", "CK-POWER-KC1");
  }

  @Test
  void aMissedSurveyIsPlannedAgainForTheNextTimeThatSuitsAll() {
    var journey = Journey.of(form("YES", "WATER"));
    journey.when(
        slots(CASE_NO, 1, "2026-11-10T08:00:00+08:00", "2026-11-12T18:00:00+08:00"),
        of(
            WATER,
            EventType.SLOTS_OFFERED,
            2,
            "{\"slots\":["
                + slot("2026-11-10T09:00:00+08:00", "2026-11-10T10:00:00+08:00")
                + ","
                + slot("2026-11-12T09:00:00+08:00", "2026-11-12T11:00:00+08:00")
                + "]}"));

    journey.when(reported(WATER, EventType.SURVEY_MISSED, 25));

    assertThat(journey.decided(EventType.SURVEY_SCHEDULED))
        .extracting(it -> it.path("at").asText())
        .containsExactly("2026-11-12T01:00:00Z");
    assertThat(numbers(journey.owed("survey"))).containsExactly("W-KC2");
  }

  @Test
  void whereNoOtherTimeSuitsTheWindowPlansAgain() {
    var journey = Journey.of(form("YES", "WATER"));
    journey.when(schedule(1, "2026-11-10T09:00:00+08:00"));

    journey.when(reported(WATER, EventType.SURVEY_MISSED, 25));
    assertThat(Survey.of(journey.file()).state()).isEqualTo(Survey.State.MISSED);
    journey.when(schedule(26, "2026-11-13T09:00:00+08:00"));

    assertThat(numbers(journey.owed("survey"))).containsExactly("W-KC2");
    journey.when(reported(WATER, EventType.SURVEY_COMPLETED, 96));
    assertThat(Survey.of(journey.file()).state()).isEqualTo(Survey.State.KEPT);
  }

  @Test
  void whoeverComesToTheCaseLaterIsInvitedToTheSameSurvey() {
    var journey = Journey.of(form("NO", "WATER", "GAS"));
    journey.when(schedule(1, "2026-11-11T09:00:00+08:00"));
    assertThat(numbers(journey.owed("survey"))).containsExactly("G-KC1", "W-KC1");

    journey.when(
        of(GAS, EventType.SURVEY_COMPLETED, 30, "{\"externalLine\":true,\"roadDug\":true}"));

    assertThat(numbers(journey.owed("survey")))
        .containsExactlyInAnyOrder("SP-KC1", "ZJ-KC1", "CG-KC1");
  }

  @Test
  void theWindowMustOrganiseItWithAnExternalLineAlone() {
    assertThat(Survey.of(Journey.of(form("YES", "WATER")).file()).required()).isTrue();
    assertThat(Survey.of(Journey.of(form("NO", "WATER")).file()).required()).isFalse();
  }

  @Test
  void slotsThatAreNoneSuitNobody() {
    var journey = Journey.of(form("YES", "WATER"));

    journey.when(
        ofCase(EventType.SLOTS_OFFERED, 1, "{\"slots\":[{\"from\":\"明天\",\"to\":7},3]}"),
        of(WATER, EventType.SLOTS_OFFERED, 1, "{\"slots\":\"any\"}"));

    assertThat(Survey.of(journey.file()).at()).isEqualTo(Optional.empty());
  }

  private static Told schedule(long hour, String at) {
    return ofCase(
        EventType.SURVEY_SCHEDULED, hour, "{\"at\":\"%s\",\"place\":\"项目部\"}".formatted(at));
  }

  private static Told slots(String orderNo, long hour, String from, String to) {
    return of(orderNo, EventType.SLOTS_OFFERED, hour, "{\"slots\":[" + slot(from, to) + "]}");
  }

  private static String slot(String from, String to) {
    return "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
  }
}
