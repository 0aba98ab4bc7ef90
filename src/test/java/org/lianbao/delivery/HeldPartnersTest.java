package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.alerts.Trouble;
import org.lianbao.cases.CaseReader;
import org.lianbao.delivery.Operations.Choice;
import org.lianbao.delivery.PartnerReader.PartnerView;
import org.lianbao.delivery.PartnerReader.State;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A failing partner is held and nothing for it is dropped; an operator has the last word. */
class HeldPartnersTest {

  private static final Rooms ROOMS = new Rooms();
  private static final Outcome DOWN = Outcome.retry(Failure.NETWORK, "CONNECT", "down", null);

  private final Deliveries deliveries = ROOMS.bean(Deliveries.class);
  private final Operations operations = ROOMS.bean(Operations.class);
  private final Sweep sweep = ROOMS.bean(Sweep.class);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  /** Only what the test itself owes the gas company is unfinished. */
  @BeforeEach
  void nothingElseIsOwed() {
    var jdbc = ROOMS.bean(JdbcClient.class);
    jdbc.sql("delete from delivery_partner").update();
    jdbc.sql(
            "update delivery_order set state = 'CANCELLED' where state in ('OWED', 'DISPATCHED', 'DEAD')")
        .update();
  }

  @Test
  void whileAPartnerIsHeldItsOrdersWaitInOrderAndOneAtATimeIsTried() {
    var cases = held();
    var waiting = List.of(ROOMS.open("GAS"), ROOMS.open("GAS"));
    assertThat(gas().state()).isEqualTo(State.HELD);
    assertThat(gas().waiting()).isEqualTo(5);

    sweep.sweep();
    assertThat(gas().onTheirWay()).isZero();
    ROOMS.pass(Duration.ofSeconds(3));
    sweep.sweep();
    sweep.sweep();

    assertThat(gas().onTheirWay()).isEqualTo(1);
    settle(ROOMS.next(waiting.get(0), "gas"), DOWN);
    assertThat(gas().state()).isEqualTo(State.HELD);
    assertThat(gas().failure()).isEqualTo(Failure.NETWORK);
    assertThat(gas().fault()).isEqualTo(Outcome.Fault.PARTNER);
    assertThat(gas().waiting()).isEqualTo(5);
    assertThat(cases).allMatch(caseNo -> !ROOMS.anyFor(caseNo, "gas"));
  }

  @Test
  void theTimeAPersonHeldItDoesNotCountAgainstThePush() {
    operations.hold("gas", null, "张三", "换证书");
    var caseNo = ROOMS.open("GAS");
    ROOMS.pass(Duration.ofHours(3));
    assertThat(push(caseNo).state()).isEqualTo("PAUSED");
    operations.hold("gas", null, "李四", "还在换证书");
    ROOMS.pass(Duration.ofHours(1));
    operations.release("gas", "李四", "证书已换");
    ROOMS.pass(Duration.ofMinutes(9));
    sweep.sweep();
    deliver(ROOMS.next(caseNo, "gas"));

    assertThat(push(caseNo).state()).isEqualTo("MET");
    assertThat(push(caseNo).workedMinutes()).isEqualTo(9);
    assertThat(push(caseNo).pauses()).hasSize(1);
  }

  @Test
  void theTimeItWasHeldForItsFailuresCounts() {
    var caseNo = held().get(0);
    ROOMS.pass(Duration.ofMinutes(11));

    assertThat(push(caseNo).state()).isEqualTo("BREACHED");
  }

  private static CaseReader.ClockView push(String caseNo) {
    return ROOMS.view(caseNo).clocks().stream()
        .filter(it -> it.rule().equals("TEC-01") && it.orderNo().equals(caseNo + "-G"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whenItAnswersTheQueueGoesInTheOrderInWhichItWasOwed() {
    var first = held();
    var later = List.of(ROOMS.open("GAS"), ROOMS.open("GAS"));
    ROOMS.pass(Duration.ofSeconds(3));
    sweep.sweep();

    // The canary is of those that were tried least: the first of the later two.
    deliver(ROOMS.next(later.get(0), "gas"));
    sweep.sweep();

    assertThat(gas().state()).isEqualTo(State.OPEN);
    var expected =
        Stream.of(first.get(0), first.get(1), first.get(2), later.get(1))
            .map(caseNo -> caseNo + "-G")
            .toList();
    Awaitility.await().until(() -> queued(expected).size() == 4);
    assertThat(queued(expected)).containsExactlyElementsOf(expected);
    assertThat(acts("gas")).startsWith("RELEASE hub", "HOLD hub");
  }

  @Test
  void anOtherPartnerNoticesNothing() {
    held();
    var caseNo = ROOMS.open("GAS", "WATER");

    deliver(ROOMS.next(caseNo, "water"));

    assertThat(ROOMS.anyFor(caseNo, "gas")).isFalse();
  }

  @Test
  void nothingIsGivenUpWhileThePartnerIsHeldNorRightAfterwards() {
    var cases = held();
    ROOMS.pass(Duration.ofDays(30));
    sweep.sweep();
    var canary = ROOMS.next(cases.get(0), "gas");
    settle(canary, DOWN);
    assertThat(stateOf(cases.get(0) + "-G")).isEqualTo("OWED");

    ROOMS.pass(Duration.ofMinutes(10));
    sweep.sweep();
    deliver(ROOMS.next(cases.get(1), "gas"));
    sweep.sweep();
    settle(ROOMS.next(cases.get(2), "gas"), DOWN);

    assertThat(stateOf(cases.get(2) + "-G")).isEqualTo("OWED");
  }

  @Test
  void aCanaryThatIsLostIsFollowedByAnother() {
    var cases = held();
    ROOMS.pass(Duration.ofSeconds(3));
    sweep.sweep();
    ROOMS.next(cases.get(0), "gas");

    ROOMS.pass(Dispatcher.LEASE.plusSeconds(1));
    sweep.sweep();

    assertThat(gas().onTheirWay()).isEqualTo(1);
    assertThat(ROOMS.next(cases.get(1), "gas").attempt()).isEqualTo(2);
  }

  @Test
  void aCanaryOfAHubThatWasKilledIsFollowedByAnotherAtOnce() {
    var cases = held();
    ROOMS.pass(Duration.ofSeconds(3));
    sweep.sweep();
    ROOMS.next(cases.get(0), "gas");

    ROOMS.pass(Duration.ofSeconds(2));
    ROOMS.bean(OrderTable.class).releaseOwn(ROOMS.now(), List.of());
    sweep.sweep();

    assertThat(gas().onTheirWay()).isEqualTo(1);
    assertThat(ROOMS.next(cases.get(1), "gas").attempt()).isEqualTo(2);
  }

  @Test
  void aCanaryThatNeverReachedItsQueueIsFollowedByAnotherAtOnce() {
    var cases = held();
    ROOMS.pass(Duration.ofSeconds(3));
    ROOMS.queuesAreDown(true);
    sweep.sweep();
    Awaitility.await().until(() -> gas().onTheirWay() == 0);
    ROOMS.queuesAreDown(false);

    ROOMS.pass(Duration.ofSeconds(2));
    sweep.sweep();

    assertThat(ROOMS.next(cases.get(1), "gas").attempt()).isEqualTo(2);
  }

  @Test
  void whileACanaryIsOnItsWayNoOtherGoes() {
    held();
    ROOMS.pass(Duration.ofSeconds(3));
    sweep.sweep();

    ROOMS.pass(Duration.ofSeconds(60));
    sweep.sweep();

    assertThat(gas().onTheirWay()).isEqualTo(1);
  }

  @Test
  void anOperatorHoldsAPartnerAndReleasesItAndNothingIsLost() {
    operations.hold("gas", null, "王工", "换证书");
    var caseNo = ROOMS.open("GAS");
    sweep.sweep();
    assertThat(ROOMS.anyFor(caseNo, "gas")).isFalse();
    assertThat(gas().state()).isEqualTo(State.PAUSED);
    assertThat(gas().by()).isEqualTo("王工");
    assertThat(gas().reason()).isEqualTo("换证书");

    assertThat(operations.release("gas", "李工", "证书已换")).isTrue();

    assertThat(ROOMS.next(caseNo, "gas").attempt()).isEqualTo(1);
    assertThat(operations.release("gas", "李工", "再来")).isFalse();
    assertThat(acts("gas")).startsWith("RELEASE 李工", "HOLD 王工");
  }

  @Test
  void anOperatorsHoldMayEndByItself() {
    operations.hold("gas", ROOMS.now().plus(Duration.ofHours(2)), "王工", "系统维护");
    var caseNo = ROOMS.open("GAS");

    ROOMS.pass(Duration.ofHours(2));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "gas").attempt()).isEqualTo(1);
    assertThat(gas().state()).isEqualTo(State.OPEN);
  }

  @Test
  void releasingAHeldPartnerTriesItNow() {
    var cases = held();

    operations.release("gas", "王工", "对方说好了");

    assertThat(ROOMS.next(cases.get(0), "gas").attempt()).isEqualTo(2);
    assertThat(gas().state()).isEqualTo(State.HELD);
  }

  @Test
  void anOrderGivenUpSaysWhoIsAtFaultAndGoesAgainWhenItIsSentAgain() {
    var caseNo = dead();
    var letter = ROOMS.bean(PartnerReader.class).dead("gas", 10).get(0);
    assertThat(letter.fault()).isEqualTo(Outcome.Fault.MAPPING);
    assertThat(letter.orderNo()).isEqualTo(caseNo + "-G");

    var dry = operations.resend(order(caseNo + "-G"), true, "王工", "映射已改");
    assertThat(dry.done()).isEqualTo(1);
    assertThat(stateOf(caseNo + "-G")).isEqualTo("DEAD");
    operations.resend(order(caseNo + "-G"), false, "王工", "映射已改");

    var again = ROOMS.next(caseNo, "gas");
    settle(again, Outcome.retry(Failure.MAPPING, "MAPPING", "still", null));
    assertThat(stateOf(caseNo + "-G")).isEqualTo("OWED");
    assertThat(acts("gas")).startsWith("RESEND 王工");
  }

  @Test
  void whatWasDeliveredMayBeSentAgainAndItsCaseLearnsNothingNew() {
    var caseNo = ROOMS.open("GAS");
    deliver(ROOMS.next(caseNo, "gas"));
    var seq = ROOMS.view(caseNo).lastSeq();

    operations.resend(order(caseNo + "-G"), false, "王工", "对方丢失");
    deliver(ROOMS.next(caseNo, "gas"));

    assertThat(stateOf(caseNo + "-G")).isEqualTo("DELIVERED");
    assertThat(ROOMS.view(caseNo).lastSeq()).isEqualTo(seq);
  }

  @Test
  void resendingByAFilterTakesWhatFitsAndLeavesTheRestWithItsReason() {
    var cases = new ArrayList<>(List.of(dead(), dead()));
    var refused = ROOMS.open("GAS");
    settle(ROOMS.next(refused, "gas"), Outcome.refused("400", "缺少参数"));
    var going = ROOMS.open("GAS");

    var dead = new Choice(List.of(), "gas", null, "DEAD", Failure.MAPPING, null, null, null);
    assertThat(operations.resend(dead, true, "王工", "x").orders())
        .extracting(Operations.Line::orderNo)
        .containsExactly(cases.get(0) + "-G", cases.get(1) + "-G");
    var two =
        new Choice(List.of(refused + "-G", going + "-G"), null, null, null, null, null, null, null);
    assertThat(operations.resend(two, false, "王工", "x").orders())
        .extracting(Operations.Line::left)
        .containsExactlyInAnyOrder("REFUSED", "ON_ITS_WAY");
    assertThat(operations.resend(dead, false, "王工", "x").done()).isEqualTo(2);

    cases.forEach(caseNo -> deliver(ROOMS.next(caseNo, "gas")));
  }

  @Test
  void aChoiceThatNamesNeitherOrderNorCaseNorPartnerMeansNothing() {
    dead();
    var all = new Choice(List.of(), null, null, "DEAD", null, null, null, null);

    assertThat(operations.resend(all, false, "王工", "x").done()).isZero();
  }

  @Test
  void anOrderCalledOffIsNeverSentItsCaseKnowsItAndItsLaneGoesOn() {
    var caseNo = dead();

    var batch = operations.cancel(order(caseNo + "-G"), false, "王工", "改由人工办理");

    assertThat(batch.done()).isEqualTo(1);
    assertThat(stateOf(caseNo + "-G")).isEqualTo("CANCELLED");
    assertThat(ROOMS.view(caseNo).orders())
        .filteredOn(it -> it.orderNo().equals(caseNo + "-G"))
        .singleElement()
        .matches(it -> it.state().equals("CLOSED"));
    assertThat(operations.resend(order(caseNo + "-G"), false, "王工", "x").orders().get(0).left())
        .isEqualTo("CANCELLED");
  }

  @Test
  void noticesToTheCountyAreNotCalledOffForItMustHaveAllOfThem() {
    var caseNo = ROOMS.open("GAS");
    operations.hold("county", null, "王工", "x");
    deliver(ROOMS.next(caseNo, "gas"));
    var waiting = new Choice(List.of(), "county", caseNo, "OWED", null, null, null, null);

    assertThat(operations.cancel(waiting, false, "王工", "x").orders())
        .isNotEmpty()
        .allMatch(line -> line.left().equals("NOTICE"));
  }

  @Test
  void aHoldThatLastsIsToldWithWhatWaitsWhyAndWhatToDo() {
    var watch = ROOMS.bean(HeldPartners.class);
    var cases = held();
    assertThat(watch.troubles(ROOMS.now())).isEmpty();

    ROOMS.pass(Duration.ofMinutes(1));

    var troubles = watch.troubles(ROOMS.now());
    assertThat(troubles)
        .extracting(Trouble::about)
        .containsExactlyInAnyOrderElementsOf(cases.stream().map(it -> it + "-G").toList());
    assertThat(troubles).extracting(it -> it.partner().orElseThrow()).containsOnly("gas");
    assertThat(troubles.get(0).kind()).isEqualTo("partner-held");
    assertThat(troubles.get(0).since()).isEqualTo(gas().since());
    assertThat(troubles.get(0).facts())
        .containsEntry("count", "3")
        .containsEntry("failure", "连接不上 / cannot be reached");
  }

  @Test
  void anOperatorsHoldIsNoTrouble() {
    operations.hold("gas", null, "王工", "换证书");
    ROOMS.open("GAS");
    ROOMS.pass(Duration.ofMinutes(5));

    assertThat(ROOMS.bean(HeldPartners.class).troubles(ROOMS.now())).isEmpty();
  }

  @Test
  void anOrderGivenUpIsToldUntilSomebodyHasDecided() {
    var watch = ROOMS.bean(DeadOrders.class);
    var caseNo = dead();
    dead();

    assertThat(watch.troubles(ROOMS.now()))
        .hasSize(2)
        .allMatch(it -> it.kind().equals("orders-dead") && it.facts().get("count").equals("2"))
        .anyMatch(it -> it.about().equals(caseNo + "-G"));
    operations.resend(order(caseNo + "-G"), false, "王工", "映射已改");

    assertThat(watch.troubles(ROOMS.now())).hasSize(1);
  }

  @Test
  void aMappingThatFailsIsToldAtOnceAndAFaultOfTheHubWhenItIsNoAccident() {
    var watch = ROOMS.bean(OrdersThatNeedMending.class);
    var caseNo = ROOMS.open("GAS");
    settle(ROOMS.next(caseNo, "gas"), Outcome.retry(Failure.MAPPING, "MAPPING", "x:3", null));
    assertThat(watch.troubles(ROOMS.now()))
        .singleElement()
        .matches(it -> it.kind().equals("mapping-fault") && it.about().equals(caseNo + "-G"));

    for (var tries = 2; tries <= 3; tries++) {
      ROOMS.pass(Duration.ofHours(1));
      sweep.sweep();
      settle(ROOMS.next(caseNo, "gas"), Outcome.retry(Failure.HUB, "HUB", "broker", null));
      assertThat(watch.troubles(ROOMS.now())).hasSize(tries == 3 ? 1 : 0);
    }

    assertThat(watch.troubles(ROOMS.now()).get(0).kind()).isEqualTo("hub-fault");
    ROOMS.pass(Duration.ofHours(1));
    sweep.sweep();
    deliver(ROOMS.next(caseNo, "gas"));
    assertThat(watch.troubles(ROOMS.now())).isEmpty();
  }

  /** Three orders failed, so the gas company is held. */
  private List<String> held() {
    var cases = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      ROOMS.pass(Duration.ofMillis(10));
      cases.add(ROOMS.open("GAS"));
    }
    cases.forEach(caseNo -> settle(ROOMS.next(caseNo, "gas"), DOWN));
    return cases;
  }

  private String dead() {
    var caseNo = ROOMS.open("GAS");
    var order = ROOMS.next(caseNo, "gas");
    ROOMS.pass(Duration.ofDays(8));
    settle(order, Outcome.retry(Failure.MAPPING, "MAPPING", "order.jsonata:3", null));
    assertThat(stateOf(caseNo + "-G")).isEqualTo("DEAD");
    return caseNo;
  }

  private static Choice order(String orderNo) {
    return new Choice(List.of(orderNo), null, null, null, null, null, null, null);
  }

  private static PartnerView gas() {
    return ROOMS.bean(PartnerReader.class).all().stream()
        .filter(view -> view.partner().equals("gas"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> acts(String partner) {
    return ROOMS.bean(PartnerReader.class).acts(partner, 10).stream()
        .map(act -> act.act() + " " + act.by())
        .toList();
  }

  private void deliver(Dispatch dispatch) {
    settle(dispatch, Outcome.delivered("P-" + dispatch.orderNo()));
  }

  private void settle(Dispatch dispatch, Outcome outcome) {
    deliveries.settle(dispatch, Instant.EPOCH, outcome);
  }

  /** Those of the orders that lie ready, in the order in which they were put there. */
  private static List<String> queued(List<String> orders) {
    return ROOMS.queued().stream().map(Dispatch::orderNo).filter(orders::contains).toList();
  }

  private static String stateOf(String orderNo) {
    return ROOMS
        .bean(JdbcClient.class)
        .sql("select state from delivery_order where order_no = ?")
        .param(orderNo)
        .query(String.class)
        .single();
  }
}
