package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lianbao.callbacks.Inbox;
import org.lianbao.sandbox.SealedText;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A case at the housing authority and the data bureau, and what the hub makes of bad envelopes. */
class SealedJourneyTest {

  private static final Town TOWN = Town.open();
  private static final Duration SOON = Duration.ofSeconds(30);

  private static SealedText authority;
  private static String caseNo;
  private static JsonNode record;

  private final JdbcClient jdbc = TOWN.bean(JdbcClient.class);

  @BeforeAll
  static void aCaseIsDone() {
    authority =
        new SealedText(
            "PYXBZ",
            TOWN.setting("housing", "sm4-key"),
            TOWN.setting("housing", "partner-key-private"),
            TOWN.setting("housing", "sign-key-public"));
    var form = TOWN.application("WATER", "GAS");
    ((ObjectNode) form.path("applicant")).put("name", "㛃䶮𠮷新材料有限公司");
    var answer = TOWN.apply(form);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    caseNo = answer.caseNo();
    record = TOWN.awaitDone(caseNo);
  }

  @Test
  void drawingsAreReviewedAndTheWorksAcceptedJointly() {
    var orders = orders("housing").toList();

    assertThat(orders)
        .extracting(order -> order.path("kind").asText())
        .containsExactlyInAnyOrder("drawing-review", "acceptance");
    assertThat(orders)
        .allSatisfy(
            order -> {
              assertThat(order.path("state").asText()).isEqualTo("FINISHED");
              assertThat(order.path("partnerRef").asText()).startsWith("ZJ");
            });
    assertThat(events("DRAWING_REVIEWED")).isEqualTo(1);
    assertThat(recorded(caseNo + "-ZJ-YS", "ACCEPTANCE_DECIDED")).isEqualTo(1);
  }

  @Test
  void theBureauHoldsBaseMaterialProcessAndResultInThatOrder() {
    Awaitility.await().atMost(SOON).until(() -> kept().anyMatch(no -> no.startsWith("result/")));

    var kinds = kept().map(no -> no.substring(0, no.indexOf('/'))).distinct().toList();
    assertThat(kinds).containsExactly("base", "material", "process", "result");
    var numbers =
        kept()
            .filter(no -> no.startsWith("process/"))
            .map(no -> Integer.parseInt(no.substring(no.lastIndexOf('/') + 1)));
    assertThat(numbers).isNotEmpty().isSorted();
    assertThat(TOWN.ordersAt("data-bureau"))
        .allSatisfy(order -> assertThat(order.path("conflicting").asBoolean()).isFalse());
  }

  @Test
  void aRevokedPermitReachesTheCreditFile() {
    var items = Json.mapper().createArrayNode();
    for (var outcome : List.of("NOT_RECTIFIED", "REVOKED")) {
      items
          .addObject()
          .put("orderNo", caseNo + "-ZJ")
          .put("event", "SUPERVISION_RECORDED")
          .put("occurredAt", clock().now().toString())
          .put("outcome", outcome);
    }
    var message =
        new Inbox.Message("housing", "test", clock().now(), "text/plain", new byte[0], null, false);

    TOWN.bean(Inbox.class).record(message, items);

    Awaitility.await()
        .atMost(SOON)
        .until(
            () ->
                StreamSupport.stream(TOWN.ordersAt("data-bureau").spliterator(), false)
                    .anyMatch(order -> order.path("orderNo").asText().endsWith(caseNo + "-ZJ")));
  }

  @Test
  void aRepeatedEnvelopeChangesNothingAndIsAcknowledged() {
    var envelope = authority.close(opinion(caseNo + "-ZJ", "PASS", "SC-REPLAY"), now());
    var first = post(envelope);
    var before = told();

    var second = post(envelope);

    assertThat(first.path("code").asText()).isEqualTo("0");
    assertThat(second).isEqualTo(first);
    assertThat(told()).isEqualTo(before);
  }

  @Test
  void anOpinionOnAnUnknownNumberWaitsAndIsAcknowledged() {
    var answer =
        post(authority.close(opinion("BZ4109282026010199999-ZJ", "PASS", "SC-NOBODY"), now()));

    assertThat(answer.path("code").asText()).isEqualTo("0");
    assertThat(
            count(
                "select count(*) from inbox_event where partner = 'housing' and state = 'WAITING'"
                    + " and order_no = 'BZ4109282026010199999-ZJ'"))
        .isEqualTo(1);
  }

  @Test
  void whateverIsWrongInsideGetsOneAnswerAndIsArchived() {
    var whole = authority.encrypt(opinion(caseNo + "-ZJ", "PASS", "SC-CUT"));
    var padded = whole.clone();
    padded[padded.length - 17] ^= 0x01;
    var before = archived("encData");

    var answers =
        Stream.of(
                Arrays.copyOf(whole, whole.length - 16),
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, 8),
                padded,
                authority.encrypt("not JSON"))
            .map(inside -> post(authority.sign(inside, now())))
            .toList();

    assertThat(answers).containsOnly(answers.get(0));
    assertThat(answers.get(0).path("code").asText()).isEqualTo("1403");
    assertThat(archived("encData")).isEqualTo(before + answers.size());
  }

  @Test
  void forgedStaleAndRewrittenEnvelopesAreRefusedByTheirReason() throws Exception {
    var text = opinion(caseNo + "-ZJ", "FAIL", "SC-FORGED");
    var good = authority.close(text, now());
    var stranger = new SealedText("PYXBZ", TOWN.setting("housing", "sm4-key"), "1".repeat(64), "");
    var written = Json.mapper().writerWithDefaultPrettyPrinter();
    var before = told();

    assertThat(code(stranger.close(text, now()))).isEqualTo("1401");
    assertThat(code(good.replace("\"version\":\"1.0\"", "\"version\":\"1.1\""))).isEqualTo("1401");
    assertThat(code(written.writeValueAsString(Json.read(bytes(good))))).isEqualTo("1400");
    assertThat(code(authority.close(text, now() - 301))).isEqualTo("1402");
    assertThat(code(text)).isEqualTo("1400");
    assertThat(code("\u0000")).isEqualTo("1400");
    assertThat(told()).isEqualTo(before);
    assertThat(archived("signData")).isGreaterThanOrEqualTo(3);
    assertThat(archived("timestamp")).isPositive();
  }

  /** What the housing authority has told of the case; others may still report theirs. */
  private static long told() {
    return StreamSupport.stream(TOWN.record(caseNo).path("events").spliterator(), false)
        .filter(event -> event.path("source").asText().equals("housing"))
        .count();
  }

  private JsonNode post(String envelope) {
    return authority.open(TOWN.raw(request(bytes(envelope))).body());
  }

  private String code(String envelope) {
    return post(envelope).path("code").asText();
  }

  private static HttpRequest request(byte[] body) {
    return HttpRequest.newBuilder(TOWN.hubUrl().resolve("/callbacks/housing"))
        .header("Content-Type", "application/json; charset=UTF-8")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static String opinion(String bizNo, String result, String opinionNo) {
    return """
        {"bizType":"DRAWING_REVIEW","bizNo":"%s","result":"%s","opinionNo":"%s",\
        "opinion":"","reviewers":[],"finishTime":1794277800}"""
        .formatted(bizNo, result, opinionNo);
  }

  private static Stream<JsonNode> orders(String partner) {
    return StreamSupport.stream(record.path("orders").spliterator(), false)
        .filter(order -> order.path("partner").asText().equals(partner));
  }

  private static long events(String code) {
    return StreamSupport.stream(record.path("events").spliterator(), false)
        .filter(event -> event.path("code").asText().equals(code))
        .count();
  }

  /** What the bureau holds of this case, as kind/case/number, in the order in which it came. */
  private static Stream<String> kept() {
    return StreamSupport.stream(TOWN.ordersAt("data-bureau").spliterator(), false)
        .map(order -> order.path("orderNo").asText())
        .filter(no -> no.contains("/" + caseNo + "/"));
  }

  private long recorded(String orderNo, String event) {
    return count(
        "select count(*) from inbox_event where state = 'RECORDED' and order_no = ? and event = ?",
        orderNo,
        event);
  }

  private long archived(String reason) {
    return count(
        "select count(*) from inbox_message where partner = 'housing' and reason like ?",
        "%" + reason + "%");
  }

  private long count(String sql, Object... params) {
    return jdbc.sql(sql).params(List.of(params)).query(Long.class).single();
  }

  private static long now() {
    return clock().now().getEpochSecond();
  }

  private static Clock clock() {
    return TOWN.bean(Clock.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
