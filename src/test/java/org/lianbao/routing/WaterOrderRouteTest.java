package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lianbao.application.Application;
import org.lianbao.shared.Json;
import org.springframework.dao.DataAccessResourceFailureException;

class WaterOrderRouteTest extends AdvisedHub {

  @Test
  void theWaterCompanyGetsASignedFormAndItsNumberIsSettled() throws Exception {
    waterAnswers("{\"code\":200,\"msg\":\"SW2026110900031,提交成功\"}");

    var orderNo = owedToWater();

    assertThat(settled(orderNo))
        .containsEntry("outcome", "DELIVERED")
        .containsEntry("state", "DELIVERED")
        .containsEntry("partner_ref", "SW2026110900031");
    var message = sent(orderNo).getMessage();
    assertThat(message.getHeader(Exchange.CONTENT_TYPE))
        .isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
    assertThat(message.getHeaders()).doesNotContainKeys("orderNo", "leaseUntil");
    var form = form(sent(orderNo));
    assertThat(form).containsOnlyKeys("appKey", "data", "timestamp", "sign");
    assertThat(form.get("sign")).isEqualTo(signature(form));
    var data = Json.read(form.get("data"), JsonNode.class);
    assertThat(data.path("flowSn").asText()).isEqualTo(orderNo);
    assertThat(data.path("custName").asText()).isEqualTo(sample().at("/applicant/name").asText());
    assertThat(data.path("linkMan").asText())
        .isEqualTo(sample().at("/applicant/contactName").asText());
    assertThat(data.path("dailyUsage").asText()).isEqualTo("120");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new HttpOperationFailedException(
                "http://water", 503, "busy", null, Map.of("Retry-After", "60"), "李四"),
            Map.of("fault", "PARTNER", "code", "503")),
        Arguments.of(
            new ConnectException("refused"), Map.of("fault", "PARTNER", "code", "CONNECT")),
        Arguments.of(
            new DataAccessResourceFailureException("gone"),
            Map.of("fault", "HUB", "code", "DATABASE")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedCallIsSettledAsARetryWithWhoIsToBlame(Exception failure, Map<String, String> blame) {
    water.whenAnyExchangeReceived(
        exchange -> {
          throw failure;
        });

    var settled = settled(owedToWater());

    assertThat(settled)
        .containsEntry("outcome", "RETRY")
        .containsEntry("state", "OWED")
        .containsAllEntriesOf(blame);
    assertThat(settled.get("reason").toString()).doesNotContain("李四");
  }

  @Test
  void anAnswerThatIsNoJsonIsTheMappingsFault() throws Exception {
    waterAnswers("<html>502 Bad Gateway</html>");

    assertThat(settled(owedToWater()))
        .containsEntry("outcome", "RETRY")
        .containsEntry("fault", "MAPPING");
  }

  @Test
  void aRefusalInTheAnswerEndsTheOrder() throws Exception {
    waterAnswers("{\"code\":400,\"msg\":\"credNo 不能为空\"}");

    assertThat(settled(owedToWater()))
        .containsEntry("outcome", "REFUSED")
        .containsEntry("state", "REFUSED")
        .containsEntry("reason", "credNo 不能为空");
  }

  private void waterAnswers(String answer) {
    water.whenAnyExchangeReceived(
        exchange -> exchange.getMessage().setBody(answer.getBytes(StandardCharsets.UTF_8)));
  }

  /** Opens a case that owes the water company one order; its number. */
  private String owedToWater() {
    var form = sample();
    form.put("upstreamApplyNo", UUID.randomUUID().toString()).putArray("services").add("WATER");
    var caseNo =
        transaction.execute(
            status ->
                cases.open(
                    new Application(form),
                    Json.mapper().createArrayNode(),
                    Instant.parse("2026-11-22T01:00:00Z")));
    return caseNo + "-W";
  }

  /** What the ledger says of the order after its first attempt. */
  private Map<String, Object> settled(String orderNo) {
    return Awaitility.await("first attempt of " + orderNo)
        .atMost(Duration.ofSeconds(60))
        .until(() -> attempts(orderNo), rows -> !rows.isEmpty())
        .get(0);
  }

  private List<Map<String, Object>> attempts(String orderNo) {
    return jdbc.sql(
            """
            select a.outcome, a.fault, a.code, coalesce(a.reason, '') as reason, o.state,
                   o.partner_ref
            from delivery_attempt a join delivery_order o using (order_no)
            where order_no = ? and attempt = 1
            """)
        .param(orderNo)
        .query()
        .listOfRows();
  }

  private Exchange sent(String orderNo) {
    return water.getExchanges().stream()
        .filter(exchange -> form(exchange).get("data").contains(orderNo))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> form(Exchange exchange) {
    return Stream.of(exchange.getIn().getBody(String.class).split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  /** As the water company reckons it: MD5 in capitals over the sorted fields and the secret. */
  private String signature(Map<String, String> form) throws Exception {
    var signed = new TreeMap<>(form);
    signed.remove("sign");
    var text =
        signed.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"))
            + "&key="
            + settings.get("water", "secret").orElseThrow();
    var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().withUpperCase().formatHex(digest);
  }

  private static ObjectNode sample() {
    try {
      return (ObjectNode)
          Json.read(Files.readAllBytes(Path.of("src/test/resources/application-formal.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
