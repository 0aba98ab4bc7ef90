package org.lianbao.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.callbacks.Inbox.Receipt;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

class CaseInboxTest {

  private static final Rooms ROOMS = new Rooms();

  private final CaseInbox inbox = ROOMS.bean(CaseInbox.class);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  @Test
  void recordsOnceHoweverOftenItIsSent() {
    var caseNo = ROOMS.open("WATER");
    var survey = survey(caseNo + "-W", "e1");

    var first = say("water", survey);
    var seq = ROOMS.view(caseNo).lastSeq();
    var second = say("water", survey);

    assertThat(first.recorded()).isEqualTo(1);
    assertThat(second.repeated()).isEqualTo(1);
    assertThat(ROOMS.view(caseNo).lastSeq()).isEqualTo(seq);
    assertThat(messagesOf("water", caseNo)).isEqualTo(2);
  }

  @Test
  void aRepeatWithoutAnEventIdIsKnownByWhatItSays() {
    var caseNo = ROOMS.open("WATER");
    var survey = survey(caseNo + "-W", null);

    say("water", survey);

    assertThat(say("water", survey).repeated()).isEqualTo(1);
  }

  @Test
  void refusesASecondAnswerFromAStranger() {
    var caseNo = ROOMS.open("WATER");
    var before = ROOMS.view(caseNo).lastSeq();

    var receipt = say("gas", survey(caseNo + "-W", "stranger"));

    assertThat(receipt.waiting()).isEqualTo(1);
    assertThat(ROOMS.view(caseNo).lastSeq()).isEqualTo(before);
    assertThat(reasonOf("gas", caseNo + "-W")).startsWith("UNKNOWN_ORDER");
  }

  @Test
  void aCallbackThatCameBeforeItsOrderIsTakenUpWhenTheOrderIsThere() {
    var caseNo = ROOMS.open("HEAT");
    var early = caseNo + "-W";
    say("water", survey(early, "early"));
    ROOMS
        .bean(JdbcClient.class)
        .sql(
            """
            insert into case_order
              (order_no, case_no, partner, role, kind, state, changed_at, asked_at)
            select ?, case_no, 'water', 'utility:WATER', kind, state, changed_at, asked_at
            from case_order where order_no = ?
            """)
        .params(early, caseNo + "-H")
        .update();

    ROOMS.pass(Duration.ofSeconds(1));
    inbox.takeUpWaiting(100);

    assertThat(stateOf("water", early)).isEqualTo("RECORDED");
  }

  @Test
  void whatHasNoMeaningYetWaitsAndIsShown() {
    var caseNo = ROOMS.open("WATER");

    var receipt =
        say("water", "[{\"orderNo\": \"%s-W\", \"unmapped\": \"step 77\"}]".formatted(caseNo));

    assertThat(receipt.waiting()).isEqualTo(1);
    assertThat(reasonOf("water", caseNo + "-W")).isEqualTo("UNMAPPED: step 77");
  }

  @Test
  void anEventOutsideTheVocabularyIsNotRecorded() {
    var caseNo = ROOMS.open("WATER");

    var receipt =
        say(
            "water",
            """
            [{"orderNo": "%s-W", "event": "STAGE_CHANGED", "occurredAt": "2026-11-09T10:00:00+08:00"}]
            """
                .formatted(caseNo));

    assertThat(receipt.recorded()).isZero();
    assertThat(receipt.waiting()).isEqualTo(1);
  }

  @Test
  void badRowsGoBackAndGoodRowsCount() {
    var caseNo = ROOMS.open("WATER");
    var items =
        """
        [{"orderNo": "%s-W", "event": "SURVEY_COMPLETED", "occurredAt": "2026-11-09T10:00:00+08:00"},
         {"reject": "办理时间应为 yyyy/MM/dd HH:mm", "row": 3, "orderNo": "%s-W"}]
        """
            .formatted(caseNo, caseNo);

    var receipt = say("water", items);

    assertThat(receipt.recorded()).isEqualTo(1);
    assertThat(receipt.rejected())
        .containsExactly(new Inbox.Rejection(3, caseNo + "-W", "办理时间应为 yyyy/MM/dd HH:mm"));
  }

  @Test
  void aPollThatSaysNothingNewLeavesNoTrace() {
    var caseNo = ROOMS.open("WATER");
    var history = survey(caseNo + "-W", "h1");
    poll(history);

    poll(history);
    poll("[]");

    assertThat(messagesOf("water", caseNo)).isEqualTo(1);
  }

  @Test
  void theSameEventIdForAnotherOrderOrWithAnotherOutcomeIsAReportOfItsOwn() {
    var caseNo = ROOMS.open("WATER", "HEAT");
    say("water", decided(caseNo + "-W", "PASS", "twice"));

    var turned = say("water", decided(caseNo + "-W", "FAIL", "twice"));
    var again = say("water", decided(caseNo + "-W", "FAIL", "twice"));
    var other = say("water", decided(caseNo + "-X", "PASS", "twice"));

    assertThat(turned.recorded()).isEqualTo(1);
    assertThat(again.repeated()).isEqualTo(1);
    assertThat(other.waiting()).isEqualTo(1);
    assertThat(outcomes(caseNo)).containsExactly("PASS", "FAIL");
  }

  @Test
  void oneMessageMaySayTwoThingsOfTheSameEventId() {
    var caseNo = ROOMS.open("WATER");
    var both =
        decided(caseNo + "-W", "PASS", "both").replace("]", "")
            + ","
            + decided(caseNo + "-W", "FAIL", "both").replace("[", "");

    assertThat(say("water", both).recorded()).isEqualTo(2);
    assertThat(say("water", both).repeated()).isEqualTo(2);
  }

  @Test
  void reportsThatContradictEachOtherAreAllRecordedWhateverTheirOrder() {
    var caseNo = ROOMS.open("WATER");

    say("water", event(caseNo + "-W", "SERVICE_CONNECTED", "2026-11-09T12:00:00+08:00"));
    say("water", event(caseNo + "-W", "ORDER_REFUSED", "2026-11-09T10:00:00+08:00"));

    assertThat(ROOMS.view(caseNo).events())
        .extracting(event -> event.code())
        .contains("SERVICE_CONNECTED", "ORDER_REFUSED");
  }

  @Test
  void aLateReportChangesNothingThatIsKnownAlready() {
    var caseNo = ROOMS.open("WATER");
    say("water", event(caseNo + "-W", "CONTRACT_SIGNED", "2026-11-09T12:00:00+08:00"));
    var before = ROOMS.view(caseNo).orders();

    var late = say("water", event(caseNo + "-W", "ORDER_ACCEPTED", "2026-11-09T09:00:00+08:00"));

    assertThat(late.recorded()).isEqualTo(1);
    assertThat(ROOMS.view(caseNo).orders())
        .filteredOn(order -> order.orderNo().equals(caseNo + "-W"))
        .extracting(order -> order.state())
        .isEqualTo(
            before.stream()
                .filter(order -> order.orderNo().equals(caseNo + "-W"))
                .map(order -> order.state())
                .toList());
  }

  @Test
  void aTimeNobodyCanMeanWaitsAndIsShown() {
    var caseNo = ROOMS.open("WATER");

    for (var time : List.of("+999999999-12-31T23:59:59Z", "-99999-01-01T00:00:00Z", "soon")) {
      var receipt = say("water", event(caseNo + "-W", "SURVEY_COMPLETED", time));

      assertThat(receipt.waiting()).isEqualTo(1);
    }
    assertThat(waitsOf(caseNo)).hasSize(3).allMatch(one -> one.reason().startsWith("UNCLEAR"));
  }

  @Test
  void factsThatNestTooDeepOrAreTooLongAreKeptAsTextAndTheCaseGoesOn() {
    var caseNo = ROOMS.open("WATER");
    var deep = "{\"a\":".repeat(58) + "1" + "}".repeat(58);
    var report =
        """
        [{"orderNo": "%s-W", "event": "CORRECTION_REQUESTED", "eventId": "deep",
          "occurredAt": "2026-11-09T10:00:00+08:00",
          "attributes": {"remark": %s, "reason": "%s", "planNo": "x"}}]
        """
            .formatted(caseNo, deep, "y".repeat(1_000_000));

    assertThat(say("water", report).recorded()).isEqualTo(1);

    assertThat(say("water", survey(caseNo + "-W", "after")).recorded()).isEqualTo(1);
    assertThat(ROOMS.view(caseNo).events())
        .filteredOn(event -> event.code().equals("CORRECTION_REQUESTED"))
        .allSatisfy(
            event -> {
              assertThat(event.attributes().path("remark").asText()).startsWith("{\"a\":{");
              assertThat(event.attributes().path("reason").asText()).hasSize(100_000);
              assertThat(event.attributes().path("planNo").asText()).isEqualTo("x");
            });
  }

  @Test
  void anEventIdOfAnyLengthIsTaken() {
    var caseNo = ROOMS.open("WATER");
    var random = new java.util.Random(1);
    var id = new StringBuilder();
    random.ints(100_000, 'a', 'z').forEach(c -> id.append((char) c));
    var survey = survey(caseNo + "-W", id.toString());

    assertThat(say("water", survey).recorded()).isEqualTo(1);
    assertThat(say("water", survey).repeated()).isEqualTo(1);
  }

  @Test
  void everythingThatWaitsIsListedWithItsReasonAndItsNextTry() {
    var caseNo = ROOMS.open("WATER");
    say("water", survey(caseNo + "-X", "nobody"));
    say("water", "[{\"orderNo\": \"%s-W\", \"unmapped\": \"step 78\"}]".formatted(caseNo));

    assertThat(waitsOf(caseNo))
        .satisfiesExactlyInAnyOrder(
            order -> {
              assertThat(order.reason()).startsWith("UNKNOWN_ORDER");
              assertThat(order.tryAt()).isNotNull();
            },
            mapping -> {
              assertThat(mapping.reason()).isEqualTo("UNMAPPED: step 78");
              assertThat(mapping.tryAt()).isNull();
            });
  }

  @Test
  void keepsNothingOfAMessageItCannotRecordWhole() {
    var caseNo = ROOMS.open("WATER");
    var items = json(survey(caseNo + "-W", "whole"));
    var unheard = new Inbox.Message("water", null, ROOMS.now(), "", new byte[0], null, false);

    assertThatThrownBy(() -> inbox.record(unheard, items))
        .isInstanceOf(org.springframework.dao.DataAccessException.class);

    assertThat(ROOMS.view(caseNo).events()).noneMatch(e -> e.code().equals("SURVEY_COMPLETED"));
    assertThat(inbox.record(message("water", "[]", false), items).recorded()).isEqualTo(1);
  }

  @Test
  void whatNoMappingCouldReadIsArchivedWithTheReason() {
    var caseNo = ROOMS.open("WATER");

    inbox.archive(
        message("water", "not json of " + caseNo, false), "line 1, column 1", Inbox.Verdict.NONE);

    assertThat(
            ROOMS
                .bean(JdbcClient.class)
                .sql("select reason from inbox_message where convert_from(raw, 'UTF8') like ?")
                .param("%" + caseNo)
                .query(String.class)
                .single())
        .isEqualTo("line 1, column 1", Inbox.Verdict.NONE);
  }

  private List<MessageArchive.Waiting> waitsOf(String caseNo) {
    return inbox.waits("water", 1_000).stream()
        .filter(one -> one.orderNo() != null && one.orderNo().startsWith(caseNo))
        .toList();
  }

  private static List<String> outcomes(String caseNo) {
    return ROOMS.view(caseNo).events().stream()
        .filter(event -> event.code().equals("ACCEPTANCE_DECIDED"))
        .map(event -> event.outcome())
        .toList();
  }

  private static String event(String orderNo, String event, String time) {
    return "[{\"orderNo\": \"%s\", \"event\": \"%s\", \"occurredAt\": \"%s\"}]"
        .formatted(orderNo, event, time);
  }

  private static String decided(String orderNo, String outcome, String eventId) {
    return """
        [{"orderNo": "%s", "event": "ACCEPTANCE_DECIDED", "outcome": "%s", "eventId": "%s",
          "occurredAt": "2026-11-09T10:00:00+08:00"}]
        """
        .formatted(orderNo, outcome, eventId + orderNo.substring(0, orderNo.lastIndexOf('-')));
  }

  private static String survey(String orderNo, String eventId) {
    return """
        [{"orderNo": "%s", "event": "SURVEY_COMPLETED", "occurredAt": "2026-11-09T10:00:00+08:00"%s}]
        """
        .formatted(orderNo, eventId == null ? "" : ", \"eventId\": \"" + eventId + "\"");
  }

  private Receipt say(String partner, String items) {
    return inbox.record(message(partner, items, false), json(items));
  }

  private Receipt poll(String items) {
    return inbox.record(message("water", items, true), json(items));
  }

  private static JsonNode json(String items) {
    return Json.read(items.getBytes(StandardCharsets.UTF_8));
  }

  private static Inbox.Message message(String partner, String raw, boolean polled) {
    return new Inbox.Message(
        partner,
        partner + ".test",
        ROOMS.now(),
        "application/json",
        raw.getBytes(StandardCharsets.UTF_8),
        null,
        polled);
  }

  private static long messagesOf(String partner, String caseNo) {
    return ROOMS
        .bean(JdbcClient.class)
        .sql(
            """
            select count(*) from inbox_message
            where partner = ? and convert_from(raw, 'UTF8') like ?
            """)
        .params(partner, "%" + caseNo + "%")
        .query(Long.class)
        .single();
  }

  private static String reasonOf(String partner, String orderNo) {
    return column("reason", partner, orderNo);
  }

  private static String stateOf(String partner, String orderNo) {
    return column("state", partner, orderNo);
  }

  private static String column(String name, String partner, String orderNo) {
    return ROOMS
        .bean(JdbcClient.class)
        .sql("select " + name + " from inbox_event where partner = ? and order_no = ?")
        .params(partner, orderNo)
        .query(String.class)
        .single();
  }
}
