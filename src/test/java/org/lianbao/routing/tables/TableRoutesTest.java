package org.lianbao.routing.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.routing.Steps;
import org.lianbao.shared.Json;

class TableRoutesTest {

  private static final Desk DESK = new Desk();
  private static final String WAITING =
      "select reason from inbox_event where partner = 'acme' and state = 'WAITING'";

  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private final List<Exchange> verdicts = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private CamelContext camel;

  @AfterAll
  static void closeDesk() {
    DESK.close();
  }

  @BeforeEach
  void start() throws Exception {
    DESK.build();
    camel = new DefaultCamelContext();
    camel.addComponent("table", DESK.component);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from("table:acme/ANSWERED?delay=20&initialDelay=0&overlap=50&gapDays=30")
                .routeId("acme.take")
                .process(TableRoutesTest.this::take);
            from("table:acme?verdicts=true&delay=20&initialDelay=0")
                .routeId("acme.verdicts")
                .process(TableRoutesTest.this::verdict)
                .filter(exchange -> "again".equals(exchange.getMessage().getHeader("reason")))
                .to("table:acme?renew=true");
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void take(Exchange exchange) {
    if (failures.getAndDecrement() > 0) {
      throw new IllegalStateException("the hub is busy");
    }
    var row = Json.read(exchange.getMessage().getBody(byte[].class));
    if (row.path("WORDS").asText().equals("bad")) {
      exchange.setProperty(Steps.UNREADABLE, "the words are bad, and this is too long for WHY");
    }
    taken.add(row);
  }

  private void verdict(Exchange exchange) {
    verdicts.add(exchange.copy());
  }

  @Test
  void aRowIsTakenWithItsTimesAndAcknowledged() {
    DESK.run(
        "insert into px.answered (pkey, no, words, at)"
            + " values ('k', '1', '㛃䶮𠮷', '2026-11-09 10:15:00')");

    awaitTaken(1);

    assertThat(taken.get(0).path("AT").asText()).isEqualTo("2026-11-09T10:15:00+08:00");
    assertThat(taken.get(0).path("WORDS").asText()).isEqualTo("㛃䶮𠮷");
    assertThat(taken.get(0).has("WHY")).isFalse();
    awaitState("k", "(3,)");
  }

  @Test
  void aRowTheRouteCannotReadIsAnsweredWithTheReasonCutToItsColumn() {
    DESK.answer("k", "1", "bad");

    awaitState("k", "(2,\"the words are bad, a\")");
  }

  @Test
  void aRowLongerThanAgreedIsRefusedBeforeAnyMappingSeesIt() {
    DESK.run("alter table px.answered alter words type text, alter why type text");
    DESK.answer("k", "1", "x".repeat(100_000));

    awaitState("k", "(2,\"WORDS 超过约定的 50 个字符 /\")");
    assertThat(taken).isEmpty();
    assertThat(
            DESK.rows(
                "select reason, length(raw) < 500 from inbox_message where partner = 'acme'"
                    + " and reason like 'WORDS%'"))
        .hasSize(1);
  }

  @Test
  void aRowThatFailedHereIsTakenUpAgainAndOthersAreNotHeldUp() {
    failures.set(1);
    DESK.answer("first", "1", "a");
    DESK.answer("second", "1", "b");

    awaitTaken(2);

    assertThat(taken).extracting(row -> row.path("PKEY").asText()).contains("first", "second");
    awaitState("first", "(3,)");
  }

  @Test
  void aTransactionThatCommitsLateIsTaken() throws SQLException {
    try (var late = DESK.unfinished("late")) {
      DESK.answer("early", "1", "a");
      awaitTaken(1);

      late.commit();

      awaitTaken(2);
    }
  }

  @Test
  void oneThatCommitsAfterItsGapWasGivenUpIsFoundBecauseItStillStandsAsNew() throws SQLException {
    try (var late = DESK.unfinished("late")) {
      DESK.answer("early", "1", "a");
      awaitTaken(1);
      DESK.rooms.pass(Duration.ofDays(31));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  DESK.rows("select gaps from exchange_mark where partner = 'acme'")
                      .equals(List.of("([])")));

      late.commit();
      DESK.rooms.pass(Duration.ofMinutes(2));

      awaitTaken(2);
    }
  }

  @Test
  void aRepeatedKeyIsRecognisedAndOneThatSaysOtherwiseIsReported() {
    DESK.answer("k", "1", "a");
    awaitTaken(1);
    DESK.answer("k", "1", "a");
    DESK.answer("k", "1", "b");
    DESK.answer("end", "1", "c");

    awaitTaken(2);

    assertThat(taken).extracting(row -> row.path("WORDS").asText()).containsExactly("a", "c");
    assertThat(DESK.rows(WAITING))
        .singleElement()
        .asString()
        .contains("has the key of an earlier row and says otherwise")
        .contains("columns WORDS");
  }

  @Test
  void aRepeatIsAnsweredAsTheFirstWas() {
    DESK.answer("k", "1", "bad");
    awaitState("k", "(2,\"the words are bad, a\")");

    DESK.answer("k", "1", "bad");
    DESK.answer("end", "1", "c");

    awaitState("end", "(3,)");
    assertThat(DESK.rows("select st, why from px.answered where pkey = 'k'"))
        .containsExactly("(2,\"the words are bad, a\")", "(2,\"the words are bad, a\")");
  }

  @Test
  void aKeyRepeatedInOneTransactionIsRecognisedToo() {
    DESK.run(
        "insert into px.answered (pkey, words) values ('k', 'a'), ('k', 'a'), ('k', 'b'), ('e', 'c')");

    awaitTaken(2);
    awaitReports(1);

    assertThat(taken).extracting(row -> row.path("WORDS").asText()).containsExactly("a", "c");
  }

  @Test
  void anEditIsReportedOnceWithItsColumnsAndNeverApplied() {
    DESK.answer("k", "1", "a");
    awaitTaken(1);
    awaitState("k", "(3,)");
    DESK.run("update px.answered set words = 'b', at = now() where pkey = 'k'");
    DESK.rooms.pass(Duration.ofMinutes(2));
    awaitReports(1);
    DESK.rooms.pass(Duration.ofMinutes(2));
    DESK.answer("end", "1", "c");
    awaitTaken(2);
    DESK.run("update px.answered set words = 'd' where pkey = 'k'");
    DESK.rooms.pass(Duration.ofMinutes(2));

    awaitReports(2);

    assertThat(DESK.rows(WAITING)).anyMatch(reason -> reason.contains("列 AT, WORDS"));
    assertThat(taken).hasSize(2);
  }

  @Test
  void anAnswerBelongsToTheOrderWhoseRowItNames() {
    DESK.write("O-7", "{\"ASKED\": [{\"NO\": \"7\"}]}");
    DESK.run("update px.asked set st = 3, why = 'fine'");
    awaitVerdicts(1);

    var verdict = verdicts.get(0);
    assertThat(verdict.getMessage().getHeader("verdict")).isEqualTo("ACCEPTED");
    assertThat(verdict.getMessage().getHeader("table")).isEqualTo("ASKED");
    assertThat(verdict.getProperty(Steps.ORDER, JsonNode.class).path("orderNo").asText())
        .isEqualTo("O-7");
  }

  @Test
  void aFailedRowIsToldOnceAndPushedAgainAsACopyAndAFreshRow() {
    var row = "{\"ASKED\": [{\"NO\": \"8\"}]}";
    DESK.write("O-8", row);
    DESK.run("update px.asked set st = -1, why = 'no'");
    awaitVerdicts(1);
    assertThat(verdicts.get(0).getMessage().getHeader("reason")).isEqualTo("no");

    DESK.write("O-8", row);

    assertThat(DESK.rows("select ok, st, whynot from px.asked order by seq"))
        .containsExactly("(1,-1,)", "(0,0,上次上报未通过，重新上报)", "(1,0,)");
  }

  @Test
  void aRowThatOnlyCameTooEarlyGoesAgainByItself() {
    DESK.write("O-9", "{\"ASKED\": [{\"NO\": \"9\", \"NAME\": \"x\"}]}");
    DESK.run("update px.asked set st = 2, why = 'again'");

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                DESK.rows("select name, ok, st from px.asked order by seq")
                    .equals(List.of("(x,1,2)", "(x,0,0)", "(x,1,0)")));
    DESK.run("update px.asked set st = 3 where ok = 1 and st = 0");
    awaitVerdicts(2);
    assertThat(verdicts.get(1).getMessage().getHeader("edition")).isEqualTo(1);
  }

  private void awaitTaken(int rows) {
    await().atMost(Duration.ofSeconds(10)).until(() -> taken.size() == rows);
  }

  private void awaitVerdicts(int count) {
    await().atMost(Duration.ofSeconds(10)).until(() -> verdicts.size() == count);
  }

  private void awaitReports(int count) {
    await().atMost(Duration.ofSeconds(10)).until(() -> DESK.rows(WAITING).size() == count);
  }

  private static void awaitState(String key, String expected) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                DESK.rows("select st, why from px.answered where pkey = '" + key + "'")
                    .equals(List.of(expected)));
  }
}
