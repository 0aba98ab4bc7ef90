package org.lianbao.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.Polls;
import org.lianbao.delivery.Deliveries;
import org.lianbao.delivery.Operations;
import org.lianbao.delivery.Outcome;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What should have been heard is told, and is told no longer once it was heard. */
class SilentPartnersTest {

  private static final Rooms ROOMS = new Rooms();
  private static final Duration HOUR = Duration.ofHours(1);

  private final OrderWatch orders = ROOMS.bean(OrderWatch.class);
  private final JdbcClient jdbc = ROOMS.bean(JdbcClient.class);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  /** Only what the test itself sends and asks is waited for. */
  @BeforeEach
  void nothingElseIsWaitedFor() {
    jdbc.sql("delete from delivery_partner").update();
    jdbc.sql("delete from silence_past").update();
    jdbc.sql("delete from poll").update();
    jdbc.sql("update case_order set waits = false, heard_at = null").update();
    jdbc.sql("update delivery_order set state = 'CANCELLED' where state in ('OWED', 'DISPATCHED')")
        .update();
  }

  @Test
  void anOrderWithoutAReceiptIsToldOnceAndNoLongerWhenTheReceiptComes() {
    var caseNo = sent();

    ROOMS.pass(HOUR);
    assertThat(troubles(orders, "order-unreceipted")).isEmpty();
    ROOMS.pass(Duration.ofMinutes(1));
    assertThat(troubles(orders, "order-unreceipted"))
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.about()).isEqualTo(caseNo + "-G");
              assertThat(trouble.since()).isEqualTo(ROOMS.now().minus(Duration.ofMinutes(61)));
              assertThat(trouble.facts())
                  .containsEntry("case", caseNo)
                  .containsEntry("count", "1")
                  .containsEntry("limit", "60 分钟 / 60 minutes");
            });

    say(caseNo, "ORDER_RECEIVED");

    assertThat(orders.troubles(ROOMS.now())).isEmpty();
  }

  @Test
  void aPartnerIsSilentOnlyIfItSaysNothingOfAnythingElse() {
    sent();
    var other = sent();
    ROOMS.pass(Duration.ofMinutes(30));
    say(other, "ORDER_RECEIVED");
    ROOMS.pass(Duration.ofMinutes(40));

    assertThat(kinds()).containsExactly("order-unreceipted");
    ROOMS.pass(Duration.ofMinutes(40));
    assertThat(kinds()).containsExactly("order-unreceipted", "partner-silent");

    say(other, "ORDER_ACCEPTED");

    assertThat(kinds()).containsExactly("order-unreceipted");
  }

  @Test
  void whatPeopleDoIsWaitedForInWorkingDays() {
    var caseNo = sent();
    say(caseNo, "ORDER_RECEIVED");
    var days = 0;
    while (kinds().isEmpty() && days < 10) {
      ROOMS.pass(Duration.ofHours(12));
      days++;
    }

    assertThat(kinds()).contains("order-unaccepted");
    // Two working days last a night and a day more, and longer over a weekend.
    assertThat(days).isGreaterThanOrEqualTo(4);
    say(caseNo, "ORDER_ACCEPTED");
    assertThat(kinds()).isEmpty();
    ROOMS.pass(Duration.ofDays(45));
    assertThat(kinds()).contains("order-unfinished");
  }

  @Test
  void whileTheApplicantHasToAnswerThePartnerOwesNothing() {
    var caseNo = sent();
    say(caseNo, "ORDER_RECEIVED");
    say(caseNo, "CORRECTION_REQUESTED");

    ROOMS.pass(Duration.ofDays(30));

    assertThat(kinds()).isEmpty();
  }

  @Test
  void aHeldPartnerIsNotWaitedForAndThenWaitedForAnew() {
    sent();
    var operations = ROOMS.bean(Operations.class);
    operations.hold("gas", null, "王工", "换证书");
    ROOMS.pass(Duration.ofDays(2));
    assertThat(kinds()).isEmpty();

    operations.release("gas", "王工", "证书已换");

    assertThat(kinds()).isEmpty();
    ROOMS.pass(HOUR.plusMinutes(1));
    assertThat(kinds()).contains("order-unreceipted");
  }

  @Test
  void aPartnerThatIsUsuallyFastIsMissedEarlier() {
    for (var i = 0; i < Past.ENOUGH; i++) {
      var caseNo = sent();
      ROOMS.pass(Duration.ofMinutes(5));
      say(caseNo, "ORDER_RECEIVED");
    }
    jdbc.sql("update case_order set waits = false").update();
    sent();

    ROOMS.pass(Duration.ofMinutes(16));

    assertThat(kinds()).contains("order-unreceipted");
  }

  @Test
  void aCaseTellsWhichOfItsOrdersAreSilent() {
    var caseNo = sent();
    var silences = ROOMS.bean(Silences.class);
    assertThat(silences.of(caseNo)).isEmpty();

    ROOMS.pass(HOUR.plusMinutes(1));

    assertThat(silences.of(caseNo))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.orderNo()).isEqualTo(caseNo + "-G");
              assertThat(it.state()).isEqualTo("SENT");
              assertThat(it.limit().en()).isEqualTo("60 minutes");
            });
  }

  @Test
  void aHundredThousandOpenOrdersAreReadAlongAnIndex() {
    var plan =
        ROOMS.inTransaction(
            () -> {
              jdbc.sql(
                      """
                      insert into case_order (order_no, case_no, partner, role, kind, state,
                                              changed_at, asked_at, heard_at, waits)
                      select 'plan-' || n, c.case_no, 'gas', 'utility:GAS', 'connect', 'SENT',
                             now(), now(), timestamptz '2026-11-09' + n * interval '1 s', true
                      from (select case_no from case_file limit 1) c, generate_series(1, 100000) n
                      """)
                  .update();
              jdbc.sql("analyze case_order").update();
              var found =
                  jdbc.sql(
                          """
                          explain select order_no from case_order o
                          where o.partner = 'gas' and o.kind = 'connect' and o.state = 'SENT'
                            and o.heard_at < timestamptz '2026-11-10' and o.waits
                          order by o.heard_at limit 1
                          """)
                      .query(String.class)
                      .list();
              jdbc.sql("delete from case_order where order_no like 'plan-%'").update();
              return String.join("\n", found);
            });

    assertThat(plan).contains("Index Scan using case_order_heard");
  }

  @Test
  void aPollThatFailsIsToldUntilItIsAnsweredAndNotWhileItsPartnerIsHeld() {
    var polls = ROOMS.bean(Polls.class);
    var watch = ROOMS.bean(FailingPollWatch.class);
    polls.begun("gas.fails", "gas");
    polls.answered("gas.fails");
    ROOMS.pass(Duration.ofMinutes(9));
    polls.failed("gas.fails");
    assertThat(watch.troubles(ROOMS.now())).isEmpty();

    ROOMS.pass(Duration.ofMinutes(2));
    polls.failed("gas.fails");
    assertThat(watch.troubles(ROOMS.now()))
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.kind()).isEqualTo("poll-failing");
              assertThat(trouble.about()).isEqualTo("gas.fails");
              assertThat(trouble.since()).isEqualTo(ROOMS.now().minus(Duration.ofMinutes(11)));
            });

    ROOMS.bean(Operations.class).hold("gas", null, "王工", "换证书");
    assertThat(watch.troubles(ROOMS.now())).isEmpty();
    ROOMS.bean(Operations.class).release("gas", "王工", "证书已换");
    assertThat(watch.troubles(ROOMS.now())).hasSize(1);

    polls.answered("gas.fails");
    ROOMS.pass(Duration.ofMinutes(1));
    polls.answered("gas.fails");
    assertThat(watch.troubles(ROOMS.now())).isEmpty();
  }

  @Test
  void aPollThatIsAnsweredAndBringsNothingNewIsTold() {
    var polls = ROOMS.bean(Polls.class);
    var watch = ROOMS.bean(PollWatch.class);
    var caseNo = sent();
    polls.begun("gas.ask", "gas");
    polls.answered("gas.ask");

    ROOMS.pass(Duration.ofDays(12));
    assertThat(watch.troubles(ROOMS.now())).isEmpty();
    polls.answered("gas.ask");

    assertThat(watch.troubles(ROOMS.now()))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.about()).isEqualTo("gas.ask"));
    ROOMS.pass(Duration.ofMinutes(1));
    polls.news("gas.ask");
    assertThat(watch.troubles(ROOMS.now())).isEmpty();
    assertThat(caseNo).isNotNull();
  }

  private String sent() {
    var caseNo = ROOMS.open("GAS");
    ROOMS
        .bean(Deliveries.class)
        .settle(ROOMS.next(caseNo, "gas"), ROOMS.now(), Outcome.delivered(null));
    return caseNo;
  }

  private static void say(String caseNo, String event) {
    var item =
        "[{\"orderNo\": \"%s-G\", \"event\": \"%s\", \"occurredAt\": \"%s\"}]"
            .formatted(caseNo, event, ROOMS.now());
    var raw = item.getBytes(StandardCharsets.UTF_8);
    ROOMS
        .bean(Inbox.class)
        .record(
            new Inbox.Message("gas", "gas.test", ROOMS.now(), "", raw, null, false),
            Json.read(raw));
  }

  private List<String> kinds() {
    return orders.troubles(ROOMS.now()).stream().map(Trouble::kind).sorted().toList();
  }

  private static List<Trouble> troubles(Watch watch, String kind) {
    return Stream.of(watch.troubles(ROOMS.now()))
        .flatMap(List::stream)
        .filter(it -> it.kind().equals(kind))
        .toList();
  }
}
