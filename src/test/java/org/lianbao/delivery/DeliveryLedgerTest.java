package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.cases.Cases;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class DeliveryLedgerTest {

  private static final Rooms ROOMS = new Rooms();
  private static final Outcome FAILED = Outcome.retry(Failure.SERVER, "503", "down", null);

  private final Deliveries deliveries = ROOMS.bean(Deliveries.class);
  private final Sweep sweep = ROOMS.bean(Sweep.class);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  /** What one test does to a partner is not the next one's trouble. */
  @BeforeEach
  void everyPartnerIsWell() {
    ROOMS.bean(JdbcClient.class).sql("delete from delivery_partner").update();
  }

  @Test
  void whatACaseOwesGoesOutRightAfterTheCommit() {
    var caseNo = ROOMS.open("WATER", "HEAT");

    assertThat(ROOMS.next(caseNo, "water").orderNo()).isEqualTo(caseNo + "-W");
    assertThat(ROOMS.next(caseNo, "heat").attempt()).isEqualTo(1);
    assertThat(ROOMS.anyFor(caseNo, "power")).isFalse();
  }

  @Test
  void everythingOwedForACaseCanBeReadWithWhatBecameOfIt() {
    var caseNo = ROOMS.open("WATER", "HEAT");
    deliver(ROOMS.next(caseNo, "water"));
    deliveries.settle(ROOMS.next(caseNo, "heat"), ROOMS.now(), FAILED);

    var owed = ROOMS.bean(DeliveryReader.class).of(caseNo);

    assertThat(owed)
        .filteredOn(it -> it.partner().equals("water"))
        .singleElement()
        .matches(it -> !it.pending() && it.settledAt() != null && it.dueAt() == null);
    assertThat(owed)
        .filteredOn(it -> it.partner().equals("heat"))
        .singleElement()
        .matches(it -> it.pending() && it.attempts() == 1 && it.reason().equals("down"));
    assertThat(owed).extracting(it -> it.partner()).contains("county");
  }

  @Test
  void aPartnerGetsOnlyTheFieldsItMaySee() {
    var caseNo = ROOMS.open("WATER", "GAS");

    var order =
        Json.read(
            ROOMS.next(caseNo, "water").content(), Json.mapper().createObjectNode().getClass());

    assertThat(order.at("/application/water/dailyMax").isNumber()).isTrue();
    assertThat(order.at("/application/gas").isMissingNode()).isTrue();
    assertThat(order.at("/application/applicant/legalPersonIdNo").isMissingNode()).isTrue();
    assertThat(order.at("/application/externalWorks/items")).hasSize(1);
  }

  @Test
  void ordersOfALaneGoOneAfterAnother() {
    var caseNo = ROOMS.open("WATER");
    deliver(ROOMS.next(caseNo, "water"));

    var first = ROOMS.next(caseNo, "county");
    assertThat(ROOMS.anyFor(caseNo, "county")).isFalse();
    deliver(first);
    var second = ROOMS.next(caseNo, "county");

    assertThat(first.orderNo()).isEqualTo(caseNo + "-GG-1");
    assertThat(second.orderNo()).isEqualTo(caseNo + "-GG-2");
  }

  @Test
  void aFailedAttemptIsTriedAgainWhenItsTimeHasComeAndNotBefore() {
    var caseNo = ROOMS.open("WATER");
    settle(ROOMS.next(caseNo, "water"), FAILED);

    sweep.sweep();
    assertThat(stateOf(caseNo + "-W")).isEqualTo("OWED");
    ROOMS.pass(Duration.ofSeconds(3));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "water").attempt()).isEqualTo(2);
  }

  @Test
  void thePartnersOwnWishToWaitIsHonoured() {
    var caseNo = ROOMS.open("WATER");
    settle(
        ROOMS.next(caseNo, "water"),
        Outcome.retry(Failure.THROTTLED, "429", "busy", Duration.ofMinutes(2)));

    ROOMS.pass(Duration.ofSeconds(100));
    sweep.sweep();
    assertThat(stateOf(caseNo + "-W")).isEqualTo("OWED");
    ROOMS.pass(Duration.ofSeconds(30));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "water").attempt()).isEqualTo(2);
  }

  @Test
  void aFileOnItsWayIsWaitedForNoLongerThanItTakes() {
    var caseNo = ROOMS.open("WATER");
    settle(
        ROOMS.next(caseNo, "water"),
        Outcome.retry(Failure.FILE, "FILE", "on its way", Duration.ofMillis(500)));

    sweep.sweep();
    assertThat(stateOf(caseNo + "-W")).isEqualTo("OWED");
    ROOMS.pass(Duration.ofMillis(600));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "water").attempt()).isEqualTo(2);
  }

  @Test
  void anOrderWhoseLeaseRanOutGoesAgain() {
    var caseNo = ROOMS.open("HEAT");
    ROOMS.next(caseNo, "heat");

    ROOMS.pass(Dispatcher.LEASE.plusSeconds(1));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "heat").attempt()).isEqualTo(2);
  }

  @Test
  void whatAHubHeldWhenItWasKilledGoesAgainAtOnce() {
    var caseNo = ROOMS.open("HEAT");
    ROOMS.next(caseNo, "heat");

    ROOMS.bean(OrderTable.class).releaseOwn(ROOMS.now(), List.of());
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "heat").attempt()).isEqualTo(2);
  }

  @Test
  void whatDiedWithTheBrokerGoesAgainAtOnceButForWhatARouteIsAbout() {
    var lost = ROOMS.open("HEAT");
    var busy = ROOMS.open("WATER");
    ROOMS.next(lost, "heat");
    assertThat(deliveries.mayGo(ROOMS.next(busy, "water"))).isTrue();

    deliveries.queuesLost();
    sweep.sweep();

    assertThat(ROOMS.next(lost, "heat").attempt()).isEqualTo(2);
    assertThat(stateOf(busy + "-W")).isEqualTo("DISPATCHED");
  }

  @Test
  void anAttemptWhoseLeaseIsOverMayNotGo() {
    var order = ROOMS.next(ROOMS.open("HEAT"), "heat");

    ROOMS.pass(Dispatcher.LEASE.plusSeconds(1));

    assertThat(deliveries.mayGo(order)).isFalse();
  }

  @Test
  void aClaimOfWhichNobodyKnowsWhetherItWasCommittedIsGivenBack() {
    var caseNo = ROOMS.open("HEAT");
    var order = ROOMS.next(caseNo, "heat");
    TransactionSynchronizationManager.initSynchronization();
    ROOMS.bean(Dispatcher.class).handOver(List.of(order));
    var inDoubt = TransactionSynchronizationManager.getSynchronizations();
    TransactionSynchronizationManager.clearSynchronization();
    inDoubt.forEach(it -> it.afterCompletion(TransactionSynchronization.STATUS_UNKNOWN));

    sweep.sweep();
    ROOMS.pass(Duration.ofSeconds(1));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "heat").attempt()).isEqualTo(1);
  }

  @Test
  void aClaimIsNotGivenBackForAnEarlierOne() {
    var caseNo = ROOMS.open("HEAT");
    var order = ROOMS.next(caseNo, "heat");
    var earlier =
        new Dispatch(
            order.orderNo(),
            caseNo,
            "heat",
            order.kind(),
            order.attempt(),
            order.leaseUntil().minusSeconds(1),
            order.content());

    ROOMS.bean(OrderTable.class).release(earlier, ROOMS.now());

    assertThat(stateOf(order.orderNo())).isEqualTo("DISPATCHED");
  }

  @Test
  void whatTheDatabaseCouldNotTakeIsSettledWhenItCanAndTheOrderGoesOnce() throws Exception {
    var caseNo = ROOMS.open("WATER");
    var order = ROOMS.next(caseNo, "water");
    var jdbc = ROOMS.bean(JdbcClient.class);

    ROOMS.inTransaction(
        () -> {
          jdbc.sql("select 1 from delivery_order where order_no = ? for update")
              .param(order.orderNo())
              .query(Integer.class)
              .single();
          var settling = CompletableFuture.runAsync(() -> deliver(order));
          Awaitility.await().until(() -> endedSessionsWaitingForOrders() > 0);
          return settling.get(10, TimeUnit.SECONDS);
        });
    assertThat(stateOf(order.orderNo())).isEqualTo("DISPATCHED");
    sweep.sweep();

    assertThat(stateOf(order.orderNo())).isEqualTo("DELIVERED");
    assertThat(ROOMS.anyFor(caseNo, "water")).isFalse();
  }

  /** As the database's death would: the session is gone in the middle of its work. */
  private static long endedSessionsWaitingForOrders() {
    return ROOMS
        .bean(JdbcClient.class)
        .sql(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
              and query like '%update delivery_order%'
            """)
        .query(Long.class)
        .single();
  }

  @Test
  void anOrderThatNeverReachedItsQueueIsGivenBack() {
    ROOMS.queuesAreDown(true);
    var caseNo = ROOMS.open("GAS");
    Awaitility.await().until(() -> stateOf(caseNo + "-G").equals("OWED"));
    ROOMS.queuesAreDown(false);

    ROOMS.pass(Duration.ofSeconds(2));
    sweep.sweep();

    assertThat(ROOMS.next(caseNo, "gas").attempt()).isEqualTo(1);
  }

  @Test
  void anOrderGivenUpIsKeptForAPersonAndHoldsItsLane() {
    var caseNo = ROOMS.open("WATER");
    var order = ROOMS.next(caseNo, "water");

    ROOMS.pass(Duration.ofDays(8));
    settle(order, FAILED);

    assertThat(stateOf(caseNo + "-W")).isEqualTo("DEAD");
    assertThat(ROOMS.view(caseNo).status()).isEqualTo("OPEN");
  }

  @Test
  void aLateSuccessOfAnEarlierAttemptCounts() {
    var caseNo = ROOMS.open("WATER");
    var slow = ROOMS.next(caseNo, "water");
    ROOMS.pass(Dispatcher.LEASE.plusSeconds(1));
    sweep.sweep();
    ROOMS.next(caseNo, "water");

    deliver(slow);

    assertThat(stateOf(caseNo + "-W")).isEqualTo("DELIVERED");
  }

  @Test
  void aLateFailureOfAnEarlierAttemptChangesNothing() {
    var caseNo = ROOMS.open("WATER");
    var slow = ROOMS.next(caseNo, "water");
    ROOMS.pass(Dispatcher.LEASE.plusSeconds(1));
    sweep.sweep();
    var quick = ROOMS.next(caseNo, "water");
    deliver(quick);

    settle(slow, FAILED);

    assertThat(stateOf(caseNo + "-W")).isEqualTo("DELIVERED");
    assertThat(attemptsOf(caseNo + "-W")).isEqualTo(2);
  }

  @Test
  void deliveredTwiceIsToldToTheCaseOnce() {
    var caseNo = ROOMS.open("WATER");
    var order = ROOMS.next(caseNo, "water");

    deliver(order);
    var after = ROOMS.view(caseNo).lastSeq();
    deliver(order);

    assertThat(ROOMS.view(caseNo).lastSeq()).isEqualTo(after);
  }

  @Test
  void aRefusalIsABusinessFactOfTheCase() {
    var caseNo = ROOMS.open("WATER");

    settle(ROOMS.next(caseNo, "water"), Outcome.refused("400", "缺少参数"));

    assertThat(stateOf(caseNo + "-W")).isEqualTo("REFUSED");
    assertThat(ROOMS.view(caseNo).status()).isEqualTo("REFUSED");
  }

  private void deliver(Dispatch dispatch) {
    settle(dispatch, Outcome.delivered("P-" + dispatch.orderNo()));
  }

  private void settle(Dispatch dispatch, Outcome outcome) {
    deliveries.settle(dispatch, Instant.EPOCH, outcome);
  }

  @Test
  void whatWasWithdrawnBeforeItWasTriedIsNeverSent() {
    ROOMS.queuesAreDown(true);
    var caseNo = ROOMS.open("WATER");
    var order = caseNo + "-W";
    // The hand-over failed, and the order is given back untried.
    Awaitility.await().until(() -> stateOf(order).equals("OWED") && attemptsOf(order) == 0);
    ROOMS.queuesAreDown(false);

    withdraw(caseNo);
    ROOMS.pass(Duration.ofMinutes(5));
    sweep.sweep();

    assertThat(stateOf(order)).isEqualTo("CANCELLED");
    assertThat(ROOMS.anyFor(caseNo, "water")).isFalse();
    assertThat(ROOMS.bean(DeliveryReader.class).of(caseNo))
        .filteredOn(it -> it.orderNo().equals(order))
        .noneMatch(DeliveryReader.DeliveryView::pending);
  }

  @Test
  void whatIsOnItsWayWhenItIsWithdrawnArrivesAndItsPartnerIsToldSo() {
    var caseNo = ROOMS.open("WATER");
    var dispatch = ROOMS.next(caseNo, "water");

    withdraw(caseNo);
    assertThat(stateOf(dispatch.orderNo())).isEqualTo("DISPATCHED");
    deliver(dispatch);

    assertThat(stateOf(dispatch.orderNo())).isEqualTo("DELIVERED");
    assertThat(ROOMS.next(caseNo, "water").orderNo()).isEqualTo(caseNo + "-W-CX");
  }

  private static void withdraw(String caseNo) {
    ROOMS.inTransaction(
        () ->
            ROOMS
                .bean(Cases.class)
                .withdraw(caseNo, new Cases.Withdrawal(List.of(), "项目缓建", ROOMS.now(), "county")));
  }

  private static String stateOf(String orderNo) {
    return ROOMS
        .bean(JdbcClient.class)
        .sql("select state from delivery_order where order_no = ?")
        .param(orderNo)
        .query(String.class)
        .single();
  }

  private static long attemptsOf(String orderNo) {
    return ROOMS
        .bean(JdbcClient.class)
        .sql("select count(*) from delivery_attempt where order_no = ?")
        .param(orderNo)
        .query(Long.class)
        .single();
  }
}
