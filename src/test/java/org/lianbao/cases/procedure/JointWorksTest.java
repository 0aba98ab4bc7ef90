package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.CaseSpec.CASE_NO;
import static org.lianbao.cases.procedure.Journey.GAS;
import static org.lianbao.cases.procedure.Journey.HEAT;
import static org.lianbao.cases.procedure.Journey.WATER;
import static org.lianbao.cases.procedure.Journey.form;
import static org.lianbao.cases.procedure.Journey.numbers;
import static org.lianbao.cases.procedure.Journey.of;
import static org.lianbao.cases.procedure.Journey.ofCase;
import static org.lianbao.cases.procedure.Journey.works;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent.Owed;
import org.lianbao.cases.procedure.JointAgreement.Deviation;
import org.lianbao.shared.Json;

class JointWorksTest {

  /** 180 metres along one side of a street, and lines three and thirty metres beside it. */
  private static final String ALONG = "[[115.020,35.71],[115.022,35.71]]";

  private static final String BESIDE = "[[115.0205,35.710027],[115.0215,35.710027]]";
  private static final String FAR = "[[115.020,35.71027],[115.022,35.71027]]";
  private static final String ACROSS = "[[115.021,35.709],[115.021,35.711]]";

  @Test
  void aPlanIsSharedWithTheOtherUtilitiesWithoutWhatItCosts() {
    var journey = journey();

    journey.when(
        of(
            WATER,
            EventType.PLAN_COMPLETED,
            5,
            """
            {"planNo":"SW-1","route":%s,"roadName":"挥公大道","plannedStart":"2026-12-01",
             "plannedFinish":"2026-12-10","amount":86000,"depth":1.2,"pipeDn":100}
            """
                .formatted(ALONG)));

    var shared = journey.owed(OrderKind.SHARE_PLAN);
    assertThat(numbers(shared)).containsExactly("G-FA-WATER", "H-FA-WATER");
    assertThat(shared.get(0).details())
        .isEqualTo(
            Json.read(
                """
                {"planNo":"SW-1","plannedFinish":"2026-12-10","plannedStart":"2026-12-01",
                 "roadName":"挥公大道","route":[[115.02,35.71],[115.022,35.71]],"service":"WATER"}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aPlanThatSaysNothingOfItsLineIsSharedAsTheFormDescribesIt() {
    var journey =
        Journey.of(
            form(
                "YES",
                works(
                    """
                    {"service":"WATER","roadName":"龙华路","start":[115.02,35.71],
                     "end":[115.022,35.71],"plannedStart":"2026-12-01"}
                    """),
                "WATER",
                "GAS"));

    journey.when(of(WATER, EventType.PLAN_COMPLETED, 5, "{\"planNo\":\"SW-1\"}"));

    var details = journey.owed(OrderKind.SHARE_PLAN).get(0).details();
    assertThat(details.path("roadName").asText()).isEqualTo("龙华路");
    assertThat(details.path("route")).hasSize(2);
  }

  @Test
  void aPlanWithoutALineIsNobodysBusiness() {
    var journey = journey();

    journey.when(of(WATER, EventType.PLAN_COMPLETED, 5, "{\"planNo\":\"SW-1\"}"));

    assertThat(journey.last()).doesNotContain(EventType.ORDERS_OWED);
  }

  @Test
  void aPlanIsSharedAgainOnlyWhenItSaysSomethingElse() {
    var journey = journey();
    journey.when(plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"));

    journey.when(plan(WATER, 6, ALONG, "挥公大道", "2026-12-01", "2026-12-10"));
    assertThat(journey.owed(OrderKind.SHARE_PLAN)).isEmpty();
    journey.when(plan(WATER, 7, ALONG, "挥公大道", "2026-12-02", "2026-12-10"));

    assertThat(numbers(journey.owed(OrderKind.SHARE_PLAN)))
        .containsExactly("G-FA-WATER-2", "H-FA-WATER-2");
  }

  @Test
  void trenchesSideBySideInTimeAreProposedAsOneWithTheCommonDays() {
    var journey = journey();
    journey.when(plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"));
    assertThat(journey.last()).doesNotContain(EventType.JOINT_WORKS_PROPOSED);

    journey.when(plan(GAS, 6, BESIDE, "挥公大道", "2026-12-05", "2026-12-20"));

    var proposal = journey.decided(EventType.JOINT_WORKS_PROPOSED).get(0);
    assertThat(proposal.path("mode").asText()).isEqualTo("PARALLEL_SHARED");
    assertThat(proposal.path("roadName").asText()).isEqualTo("挥公大道");
    assertThat(proposal.path("from").asText()).isEqualTo("2026-12-05");
    assertThat(proposal.path("to").asText()).isEqualTo("2026-12-10");
    assertThat(proposal.path("metres").asInt()).isBetween(90, 91);
    assertThat(proposal.has("reason")).isFalse();
    var told = journey.owed(OrderKind.JOINT_WORKS);
    assertThat(numbers(told)).containsExactly("G-XT1", "W-XT1");
    assertThat(told.get(0).details().path("with")).hasToString("[\"WATER\"]");
  }

  @Test
  void trenchesTooFarApartOrAtOtherTimesAreNotProposed() {
    var journey = journey();

    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(GAS, 6, FAR, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(HEAT, 7, BESIDE, "挥公大道", "2026-12-11", "2026-12-20"));

    assertThat(JointAgreement.of(journey.file())).isEmpty();
  }

  @Test
  void trenchesThatOnlyCrossAreDugAtTheSameTimeWithTheReason() {
    var journey = journey();

    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(GAS, 6, ACROSS, "龙华路", "2026-12-01", "2026-12-10"));

    var works = JointAgreement.of(journey.file()).get(0).works();
    assertThat(works.mode()).isEqualTo("SYNC_SEPARATE");
    assertThat(works.roadName()).isEqualTo("挥公大道、龙华路");
    assertThat(works.reason()).contains("10 米");
  }

  @Test
  void anApplicantWhoWantsNoSharedTrenchGetsSeparateOnes() {
    var journey =
        Journey.of(
            form("YES", works("{\"service\":\"GAS\",\"shareTrench\":false}"), "WATER", "GAS"));

    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(GAS, 6, BESIDE, "挥公大道", "2026-12-01", "2026-12-10"));

    var works = JointAgreement.of(journey.file()).get(0).works();
    assertThat(works.mode()).isEqualTo("SYNC_SEPARATE");
    assertThat(works.reason()).contains("不同意共用沟槽");
  }

  @Test
  void aThirdInTheSameStreetTakesPartInAProposalInThePlaceOfTheFirst() {
    var journey = journey();
    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(GAS, 6, BESIDE, "挥公大道", "2026-12-05", "2026-12-20"));

    journey.when(plan(HEAT, 7, ALONG, "挥公大道", "2026-12-06", "2026-12-08"));

    assertThat(numbers(journey.owed(OrderKind.JOINT_WORKS)))
        .containsExactly("G-XT2", "H-XT2", "W-XT2");
    assertThat(JointAgreement.of(journey.file()))
        .extracting(JointAgreement::no, it -> it.works().with(), it -> it.works().from())
        .containsExactly(tuple(2, List.of("GAS", "HEAT", "WATER"), LocalDate.parse("2026-12-06")));
  }

  @Test
  void conflictsAreNamedStreetByStreet() {
    var journey = journey();

    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(GAS, 6, BESIDE, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(HEAT, 7, ACROSS, "龙华路", "2026-12-01", "2026-12-10"));

    assertThat(JointAgreement.of(journey.file()))
        .extracting(it -> it.works().roadName(), it -> it.works().with())
        .containsExactly(
            tuple("挥公大道", List.of("GAS", "WATER")),
            tuple("挥公大道、龙华路", List.of("GAS", "HEAT")),
            tuple("挥公大道、龙华路", List.of("HEAT", "WATER")));
  }

  @Test
  void theWindowAgreesForAllAndSeparateTrenchesOnlyWithAReason() {
    var journey = proposed();

    journey.when(ofCase(EventType.JOINT_WORKS_AGREED, 10, "{\"no\":1,\"mode\":\"SYNC_SEPARATE\"}"));
    assertThat(JointAgreement.of(journey.file()).get(0).agreed()).isFalse();

    journey.when(
        ofCase(
            EventType.JOINT_WORKS_AGREED,
            11,
            """
            {"no":1,"mode":"SYNC_SEPARATE","reason":"燃气与热力安全间距不足","from":"2026-12-07"}
            """));
    var agreement = JointAgreement.of(journey.file()).get(0);
    assertThat(agreement.agreed()).isTrue();
    assertThat(agreement.agreedBy()).containsExactly("window");
    assertThat(agreement.works().mode()).isEqualTo("SYNC_SEPARATE");
    assertThat(agreement.works().reason()).isEqualTo("燃气与热力安全间距不足");
    assertThat(agreement.works().from()).isEqualTo("2026-12-07");
    assertThat(agreement.works().to()).isEqualTo("2026-12-10");

    var told = journey.owed(OrderKind.JOINT_WORKS);
    assertThat(numbers(told)).containsExactly("G-XT1-YD1", "W-XT1-YD1");
    var details = told.get(1).details();
    assertThat(details.path("agreed").asBoolean()).isTrue();
    assertThat(details.path("mode").asText()).isEqualTo("SYNC_SEPARATE");
    assertThat(details.path("reason").asText()).isEqualTo("燃气与热力安全间距不足");
    assertThat(details.path("from").asText()).isEqualTo("2026-12-07");
    assertThat(details.at("/with/0").asText()).isEqualTo("GAS");
  }

  @Test
  void partiesAgreeOneByOneOnTheirOwnOrders() {
    var journey = proposed();

    journey.when(agreed(CASE_NO + "-W-XT1", 10));
    assertThat(JointAgreement.of(journey.file()).get(0).agreed()).isFalse();
    assertThat(JointAgreement.of(journey.file()).get(0).agreedBy()).containsExactly("WATER");

    journey.when(agreed(CASE_NO + "-G-XT1", 11));
    assertThat(JointAgreement.of(journey.file()).get(0).agreed()).isTrue();
    assertThat(numbers(journey.owed(OrderKind.JOINT_WORKS)))
        .containsExactly("G-XT1-YD", "W-XT1-YD");
  }

  @Test
  void worksThatDoNotKeepToTheDaysAreShownAndHoldNobodyUp() {
    var journey = proposed();

    journey.when(
        at(WATER, EventType.CONSTRUCTION_STARTED, "2026-12-04T15:59:00Z"),
        at(GAS, EventType.CONSTRUCTION_STARTED, "2026-12-06T01:00:00Z"),
        at(WATER, EventType.CONSTRUCTION_COMPLETED, "2026-12-10T15:59:00Z"),
        at(GAS, EventType.CONSTRUCTION_COMPLETED, "2026-12-10T16:00:00Z"));

    assertThat(JointAgreement.of(journey.file()).get(0).deviations())
        .containsExactly(
            new Deviation("GAS", "STARTED_LATE", LocalDate.parse("2026-12-06")),
            new Deviation("GAS", "FINISHED_LATE", LocalDate.parse("2026-12-11")),
            new Deviation("WATER", "STARTED_EARLY", LocalDate.parse("2026-12-04")));
    assertThat(journey.order(GAS).has(EventType.CONSTRUCTION_COMPLETED)).isTrue();
  }

  @Test
  void aProposalLapsesWhenAPartyIsNoLongerToBeConnected() {
    var journey = proposed();

    journey.when(reported(GAS, EventType.ORDER_REFUSED, 12));

    assertThat(JointAgreement.of(journey.file()))
        .extracting(JointAgreement::lapsed)
        .containsExactly(true);
  }

  @Test
  void aPlanFromBeforePlansWereKeptAsTurnsIsTheOneThatStands() {
    var order = proposed().order(WATER);
    var older =
        new OrderFile(
            order.orderNo(),
            order.partner(),
            order.role(),
            order.kind(),
            null,
            null,
            order.reported(),
            null,
            null);

    assertThat(older.turns(EventType.PLAN_COMPLETED))
        .isEqualTo(order.turns(EventType.PLAN_COMPLETED));
  }

  @Test
  void plansOfHostileContentAreComparedWithNobody() {
    var journey = journey();

    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        of(
            GAS,
            EventType.PLAN_COMPLETED,
            6,
            """
            {"route":[[1e308,-1e308],["a",{}],null],"roadName":["x"],"plannedStart":"soon",
             "plannedFinish":7,"planNo":{}}
            """));

    assertThat(journey.last()).doesNotContain(EventType.JOINT_WORKS_PROPOSED);
  }

  private static Journey proposed() {
    var journey = journey();
    journey.when(
        plan(WATER, 5, ALONG, "挥公大道", "2026-12-01", "2026-12-10"),
        plan(GAS, 6, BESIDE, "挥公大道", "2026-12-05", "2026-12-20"));
    assertThat(journey.everOwed(OrderKind.JOINT_WORKS)).extracting(Owed::kind).hasSize(2);
    return journey;
  }

  private static Journey journey() {
    return Journey.of(form("YES", "WATER", "GAS", "HEAT"));
  }

  private static Told agreed(String orderNo, long hour) {
    return of(orderNo, EventType.JOINT_WORKS_AGREED, hour, "{\"mode\":\"PARALLEL_SHARED\"}");
  }

  private static Told at(String orderNo, EventType event, String time) {
    return new Told.Reported(
        orderNo, event, Instant.parse(time), null, null, Json.mapper().createObjectNode());
  }

  static Told plan(
      String orderNo, long hour, String route, String road, String start, String finish) {
    return of(
        orderNo,
        EventType.PLAN_COMPLETED,
        hour,
        """
        {"route":%s,"roadName":"%s","plannedStart":"%s","plannedFinish":"%s"}
        """
            .formatted(route, road, start, finish));
  }
}
