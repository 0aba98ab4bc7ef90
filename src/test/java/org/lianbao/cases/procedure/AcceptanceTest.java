package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.Journey.HEAT;
import static org.lianbao.cases.procedure.Journey.WATER;
import static org.lianbao.cases.procedure.Journey.form;
import static org.lianbao.cases.procedure.Journey.numbers;
import static org.lianbao.cases.procedure.Journey.of;
import static org.lianbao.cases.procedure.Journey.ofCase;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules;

class AcceptanceTest {

  private static final String LEAD = CASE_NO + "-ZJ-YS";
  private static final String URBAN = CASE_NO + "-CG-YS";

  @Test
  void everybodyOfAJointAcceptanceIsInvitedAndTheBuilderIsNamed() {
    var journey = joint();

    journey.when(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5));

    var invited = journey.owed(OrderKind.ACCEPTANCE);
    assertThat(numbers(invited)).containsExactly("ZJ-YS", "CG-YS", "W-YS");
    var details = invited.get(2).details();
    assertThat(details.path("lead").asText()).isEqualTo("acceptance-lead");
    assertThat(details.path("basis").asText()).isEqualTo("S57");
    assertThat(details.path("participants"))
        .extracting(it -> it.asText())
        .containsExactly("acceptance-lead", "urban-management", "utility:WATER", "builder");
  }

  @Test
  void onlyTheLeadEndsAJointAcceptance() {
    var journey = joint();
    journey.when(reported(WATER, EventType.SERVICE_CONNECTED, 5));
    assertThat(journey.file().status()).isEqualTo("OPEN");

    journey.when(
        reported(URBAN, EventType.ACCEPTANCE_DECIDED, 6, "PASS"),
        reported(CASE_NO + "-W-YS", EventType.ACCEPTANCE_DECIDED, 6, "PASS"));
    assertThat(journey.file().status()).isEqualTo("OPEN");

    journey.when(reported(LEAD, EventType.ACCEPTANCE_DECIDED, 7, "PASS"));
    assertThat(journey.file().status()).isEqualTo("DONE");
  }

  @Test
  void aFailedAcceptanceIsMendedAndDecidedAgain() {
    var journey = joint();
    journey.when(
        reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5),
        reported(URBAN, EventType.ORDER_ACCEPTED, 5),
        of(LEAD, EventType.ACCEPTANCE_SCHEDULED, 5, "{\"at\":\"2026-11-10T09:00:00+08:00\"}"),
        reported(LEAD, EventType.ACCEPTANCE_DECIDED, 6, "FAIL"),
        reported(WATER, EventType.SERVICE_CONNECTED, 7));
    assertThat(journey.order(LEAD).settled()).isFalse();
    assertThat(journey.file().status()).isEqualTo("OPEN");

    journey.when(
        of(LEAD, EventType.ACCEPTANCE_SCHEDULED, 30, "{\"at\":\"2026-11-12T09:00:00+08:00\"}"),
        reported(LEAD, EventType.ACCEPTANCE_DECIDED, 31, "PASS"));

    assertThat(journey.order(LEAD).turns(EventType.ACCEPTANCE_DECIDED))
        .extracting(Milestone::outcome)
        .containsExactly("FAIL", "PASS");
    assertThat(journey.file().status()).isEqualTo("DONE");
  }

  @Test
  void theApplicantMayChooseUntilTheAcceptanceIsScheduled() {
    var journey = Journey.of(form("NO", "WATER"));
    journey.when(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5), choice(6, "JOINT"));
    assertThat(numbers(journey.owed(OrderKind.ACCEPTANCE)))
        .containsExactly("ZJ-YS", "CG-YS", "W-YS");

    journey.when(
        ofCase(EventType.ACCEPTANCE_SCHEDULED, 8, "{\"at\":\"2026-11-10T09:00:00+08:00\"}"),
        choice(9, "SINGLE"));

    assertThat(journey.file().jointAcceptance()).isTrue();
    assertThat(journey.order(LEAD).settled()).isFalse();
  }

  @Test
  void theTimeOfAJointAcceptanceIsToldToTheUtilitiesAndAnotherTimeAgain() {
    var journey = joint();
    journey.when(
        reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5),
        of(LEAD, EventType.ACCEPTANCE_SCHEDULED, 6, "{\"at\":\"2026-11-10T09:00:00+08:00\"}"));
    assertThat(numbers(journey.owed(OrderKind.ACCEPTANCE_DATE))).containsExactly("W-YT1");
    assertThat(journey.owed(OrderKind.ACCEPTANCE_DATE).get(0).details().path("at").asText())
        .isEqualTo("2026-11-10T09:00:00+08:00");

    journey.when(
        ofCase(EventType.ACCEPTANCE_SCHEDULED, 7, "{\"at\":\"2026-11-10T09:00:00+08:00\"}"));
    assertThat(journey.owed(OrderKind.ACCEPTANCE_DATE)).isEmpty();

    journey.when(
        ofCase(EventType.ACCEPTANCE_SCHEDULED, 8, "{\"at\":\"2026-11-11T09:00:00+08:00\"}"));
    assertThat(numbers(journey.owed(OrderKind.ACCEPTANCE_DATE))).containsExactly("W-YT2");
    assertThat(journey.file().status()).isEqualTo("OPEN");
  }

  @Test
  void whoeverChoosesSingleAcceptanceAfterAllIsNotAcceptedJointly() {
    var journey = joint();
    journey.when(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5), delivered(LEAD, 5, null));

    journey.when(choice(6, "SINGLE"));

    assertThat(journey.order(LEAD).state()).isEqualTo("CLOSED");
    assertThat(numbers(journey.owed(OrderKind.WITHDRAW))).containsExactly("ZJ-YS-CX");
    journey.when(
        reported(WATER, EventType.ACCEPTANCE_DECIDED, 7, "PASS"),
        reported(WATER, EventType.SERVICE_CONNECTED, 8));
    assertThat(journey.file().status()).isEqualTo("DONE");
  }

  @Test
  void whoeverThenChoosesJointAcceptanceOnceMoreIsInvitedAnew() {
    var journey = joint();
    journey.when(reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5), choice(6, "SINGLE"));

    journey.when(choice(7, "JOINT"));

    assertThat(numbers(journey.owed(OrderKind.ACCEPTANCE)))
        .containsExactly("ZJ-YS-2", "CG-YS-2", "W-YS-2");
  }

  @Test
  void aServiceThatFailsItsOwnAcceptanceMayPassItLater() {
    var journey = Journey.of(form("NO", "WATER"));

    journey.when(
        reported(WATER, EventType.ACCEPTANCE_DECIDED, 5, "FAIL"),
        reported(WATER, EventType.ACCEPTANCE_DECIDED, 9, "PASS"));

    assertThat(journey.order(WATER).milestone(EventType.ACCEPTANCE_DECIDED).orElseThrow().outcome())
        .isEqualTo("PASS");
  }

  @Test
  void theRulesSayWhoLeads() {
    var base = Rulebook.load().editions().get(0);
    var urbanLeads =
        new Rulebook(
            List.of(
                new Rules(
                    base.edition(),
                    base.from(),
                    base.commitment(),
                    base.construction(),
                    new Rules.Acceptance("urban-management", "S24"),
                    base.survey(),
                    base.jointWorks(),
                    base.clocks(),
                    base.latency())));
    var journey =
        Journey.of(
            Journey.ALL, urbanLeads, form("NO", it -> it.put("acceptanceMode", "JOINT"), "WATER"));

    journey.when(reported(WATER, EventType.SERVICE_CONNECTED, 5));

    assertThat(journey.owed(OrderKind.ACCEPTANCE))
        .extracting(Owed::orderNo, Owed::role)
        .startsWith(tuple(URBAN, "acceptance-lead"), tuple(LEAD, "drawing-review"));
    journey.when(
        reported(LEAD, EventType.ORDER_ACCEPTED, 6),
        reported(URBAN, EventType.ACCEPTANCE_DECIDED, 7, "PASS"));
    assertThat(journey.file().status()).isEqualTo("DONE");
  }

  @Test
  void aBookedConnectionIsToldToItsUtilityAndAnotherDateAgain() {
    var journey = Journey.of(form("NO", "WATER", "HEAT"));

    journey.when(booked(WATER, 5, "2026-11-20T09:00:00+08:00"));
    assertThat(numbers(journey.owed(OrderKind.CONNECTION_DATE))).containsExactly("W-YY1");
    assertThat(journey.owed(OrderKind.CONNECTION_DATE).get(0).details().path("at").asText())
        .isEqualTo("2026-11-20T09:00:00+08:00");

    journey.when(booked(WATER, 6, "2026-11-21T09:00:00+08:00"));
    assertThat(numbers(journey.owed(OrderKind.CONNECTION_DATE))).containsExactly("W-YY2");
  }

  @Test
  void heatMadeReadyInSummerEndsTheCaseAndIsConnectedWhenTheSeasonComes() {
    var journey = Journey.of(form("NO", "WATER", "HEAT"));
    journey.when(
        reported(WATER, EventType.SERVICE_CONNECTED, 5),
        reported(HEAT, EventType.SERVICE_CONNECTED, 6, "READY"));
    assertThat(journey.file().status()).isEqualTo("DONE");

    journey.when(booked(HEAT, 7, "2027-11-15T09:00:00+08:00"));
    assertThat(numbers(journey.owed(OrderKind.CONNECTION_DATE))).containsExactly("H-YY1");
    journey.when(reported(HEAT, EventType.SERVICE_CONNECTED, 8000, "CONNECTED"));

    assertThat(journey.file().status()).isEqualTo("DONE");
    assertThat(
            journey.order(HEAT).milestone(EventType.SERVICE_CONNECTED).orElseThrow().occurredAt())
        .isEqualTo(hour(8000));
    journey.when(booked(HEAT, 8001, "2027-11-16T09:00:00+08:00"));
    assertThat(journey.owed(OrderKind.CONNECTION_DATE)).isEmpty();
  }

  private static Journey joint() {
    return Journey.of(form("NO", it -> it.put("acceptanceMode", "JOINT"), "WATER"));
  }

  private static Told choice(long hour, String mode) {
    return ofCase(EventType.ACCEPTANCE_CHOSEN, hour, mode, "{}");
  }

  private static Told booked(String orderNo, long hour, String at) {
    return of(orderNo, EventType.CONNECTION_BOOKED, hour, "{\"at\":\"%s\"}".formatted(at));
  }
}
