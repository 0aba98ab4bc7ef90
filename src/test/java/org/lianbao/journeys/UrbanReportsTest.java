package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the urban management bureau reports, and what it is answered: always 200, with a code
 * inside.
 */
class UrbanReportsTest {

  private final Town town = Town.open();
  private final JdbcClient jdbc = town.bean(JdbcClient.class);

  @Test
  void aPlanIsAcceptedInspectedAndTheAcceptancePassed() {
    var caseNo = town.apply(town.application("WATER")).caseNo();

    var record = town.awaitDone(caseNo);

    assertThat(record.path("orders"))
        .filteredOn(order -> order.path("partner").asText().equals("urban-management"))
        .extracting(order -> order.path("orderNo").asText())
        .contains(caseNo + "-CG", caseNo + "-CG-YS");
    assertThat(Json.read(town.received("urban-management", caseNo + "-CG")).at("/params/sqlx"))
        .hasToString("\"1\"");
    assertThat(
            new String(town.received("urban-management", caseNo + "-CG"), StandardCharsets.UTF_8))
        .doesNotContain("13800138000", "91410928MA0TE5T16H");
  }

  @Test
  void aRepeatedReportIsAnsweredTheSameAndCountsOnce() {
    var orderNo = town.apply(town.application("WATER")).caseNo() + "-CG";
    var report = report(orderNo, "cx").put("cxwh", "撤〔2026〕1号").put("czbh", "R1");

    assertThat(code(send(report))).isEqualTo("1");
    assertThat(code(send(report))).isEqualTo("1");

    assertThat(inbox(orderNo, "SUPERVISION_RECORDED", "REVOKED")).isEqualTo(1);
  }

  @Test
  void aReportThatLacksAFieldIsRefusedByItsNameAndArchivedWithIt() {
    var answer = send(report("BZ0-CG", "sl").put("czsj", "昨天"));

    assertThat(code(answer)).isEqualTo("0");
    assertThat(answer.at("/custom/text").asText()).contains("params.czsj");
    assertThat(archived("昨天")).contains("params.czsj");
  }

  @Test
  void anUnknownKindIsKeptAndAcknowledged() {
    assertThat(code(send(report("BZ0-CG", "tz")))).isEqualTo("1");
  }

  @Test
  void aWrongTokenIsToldAtTheDoorAndNothingIsRecorded() {
    var answer = post(message(report("BZ1-CG", "sl"), "wrong"), StandardCharsets.UTF_8);

    assertThat(answer.at("/status/code").asText()).isEqualTo("401");
    assertThat(answer.has("custom")).isFalse();
    assertThat(archived("BZ1-CG")).contains("token");
  }

  @Test
  void anAddressThatIsNotLetInIsTurnedAwayWhateverItsHeadersSay() throws IOException {
    var body = message(report("BZ2-CG", "sl"), token()).getBytes(StandardCharsets.UTF_8);
    var head =
        """
        POST /callbacks/urban-management HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Remote-Address: 127.0.0.1\r
        X-Forwarded-For: 127.0.0.1\r
        Connection: close\r
        \r
        """
            .formatted(body.length);
    var hub = InetAddress.getByName("127.0.0.1");
    try (var stranger =
        new Socket(hub, town.hubUrl().getPort(), InetAddress.getByName("127.0.0.2"), 0)) {
      stranger.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      stranger.getOutputStream().write(body);

      var answer = new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("\"403\"", "允许名单");
    }
  }

  @Test
  void mojibakeIsAnsweredWithItsPlace() {
    var answer =
        post(message(report("BZ3-CG", "sl").put("czr", "王五"), token()), Charset.forName("GBK"));

    assertThat(code(answer)).isEqualTo("0");
    assertThat(answer.at("/custom/text").asText()).contains("第 1 行", "不是 UTF-8 编码");
  }

  private ObjectNode report(String orderNo, String kind) {
    return Json.mapper()
        .createObjectNode()
        .put("lsh", orderNo)
        .put("czlx", kind)
        .put("czsj", "2026-12-09 10:15:00");
  }

  private String message(ObjectNode params, String token) {
    return Json.write(Json.mapper().createObjectNode().put("token", token).set("params", params));
  }

  private String token() {
    return town.setting("urban-management", "token");
  }

  private JsonNode send(ObjectNode params) {
    return post(message(params, token()), StandardCharsets.UTF_8);
  }

  private JsonNode post(String message, Charset charset) {
    var answer =
        town.raw(
            HttpRequest.newBuilder(town.hubUrl().resolve("/callbacks/urban-management"))
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.getBytes(charset)))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String code(JsonNode answer) {
    return answer.at("/custom/code").asText();
  }

  private long inbox(String orderNo, String event, String outcome) {
    return jdbc.sql(
            """
            select count(*) from inbox_event
            where partner = 'urban-management' and order_no = ? and event = ?
              and body ->> 'outcome' = ?
            """)
        .params(orderNo, event, outcome)
        .query(Long.class)
        .single();
  }

  private String archived(String containing) {
    return jdbc.sql(
            """
            select reason from inbox_message
            where partner = 'urban-management' and position(convert_to(?, 'UTF8') in raw) > 0
            """)
        .param(containing)
        .query(String.class)
        .optional()
        .orElse("");
  }
}
