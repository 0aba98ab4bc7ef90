package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

class DataBureauTest {

  @TempDir Path data;
  private Town town;

  @BeforeEach
  void open() throws Exception {
    town = new Town(data).start(Town.NEVER);
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void takesBaseMaterialProcessAndResult() throws Exception {
    for (var step : new String[] {"base", "material", "process-stage", "result-done"}) {
      assertThat(code(push(step))).as(step).isZero();
    }

    assertThat(town.look("/admin/data-bureau/orders"))
        .extracting(order -> order.path("orderNo").asText().split("/")[0])
        .containsExactly("base", "material", "process", "result");
  }

  @Test
  void takesNothingOfACaseBeforeItsBase() throws Exception {
    assertThat(code(push("process-stage"))).isEqualTo(1201);
    assertThat(code(push("material"))).isEqualTo(1201);

    push("base");

    assertThat(code(push("process-stage"))).isZero();
  }

  @Test
  void knowsARepeatAndTellsAnotherContentUnderTheSameNumber() throws Exception {
    var first = json(push("base"));
    var again = json(push("base"));

    assertThat(again.path("code").asInt()).isZero();
    assertThat(again.at("/data/repeated").asBoolean()).isTrue();
    assertThat(again.at("/data/recordno")).isEqualTo(first.at("/data/recordno"));
    var other = ((ObjectNode) record("base")).put("applicantname", "王五");
    assertThat(code(push("bj/base", bytes(other), signed()))).isEqualTo(1409);
    assertThat(town.look("/admin/data-bureau/orders").at("/0/received").asInt()).isEqualTo(3);
    assertThat(town.look("/admin/data-bureau/orders").at("/0/conflicting").asBoolean()).isTrue();
  }

  @Test
  void namesTheFieldsAtFaultAndNoValue() throws Exception {
    var bad = ((ObjectNode) record("base")).put("applydate", "2026/11/09").put("extra", "x");
    bad.remove("applicantmobile");
    bad.put("sn", "1");

    var answer = json(push("bj/base", bytes(bad), signed()));

    assertThat(answer.path("code").asInt()).isEqualTo(1400);
    assertThat(answer.path("msg").asText())
        .contains("applicantmobile", "applydate", "extra", "sn")
        .doesNotContain("2026/11/09");
    assertThat(code(push("process-unknown"))).isEqualTo(1400);
  }

  @Test
  void trustsNobodyWithoutTheGatewaysSignature() throws Exception {
    var body = bytes(record("base"));
    for (var wrong :
        Map.of(
                "x-tif-signature", "00",
                "x-tif-paasid", "other",
                "x-tif-timestamp", "1794190500000",
                "x-tif-nonce", "1")
            .entrySet()) {
      var headers = signed();
      headers.put(wrong.getKey(), wrong.getValue());
      var answer = push("bj/base", body, headers);
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(401);
      assertThat(json(answer).path("msg").asText()).contains("x-tif-");
    }
    var used = signed();
    assertThat(push("bj/base", body, used).statusCode()).isEqualTo(200);
    assertThat(push("bj/base", body, used).statusCode()).isEqualTo(401);
    var old = signed(Clock.system().now().minus(Duration.ofMinutes(6)).getEpochSecond());
    assertThat(push("bj/base", body, old).statusCode()).isEqualTo(401);
  }

  @Test
  void takesNoOtherTypesOrCharsets() throws Exception {
    var gbk = Json.write(record("base")).getBytes(Charset.forName("GBK"));
    assertThat(code(push("bj/base", gbk, signed()))).isEqualTo(1400);
    var headers = signed();
    headers.put("Content-Type", "text/plain");
    assertThat(push("bj/base", bytes(record("base")), headers).statusCode()).isEqualTo(415);
  }

  @Test
  void keepsRevokedPermits() throws Exception {
    assertThat(code(push("credit"))).isZero();

    assertThat(town.look("/admin/data-bureau/orders").at("/0/orderNo").asText())
        .isEqualTo("bad/91410928MA0TE5T16H/BZ4109282026110900012-SP-01");
  }

  @Test
  void remembersAfterAKillWhichCasesHaveABase() throws Exception {
    push("base");

    town.kill();
    town.start(Town.NEVER);

    assertThat(code(push("process-stage"))).isZero();
  }

  /** Pushes what the example of this name gives, as the hub would. */
  @Test
  void onRequestItIsBusyOrRefusesAndKeepsNothing() throws Exception {
    var flaky = town.fault("data-bureau", "flaky", "2");
    push("base");
    assertThat(push("base").statusCode()).isEqualTo(503);
    town.end(flaky);
    town.fault("data-bureau", "refuse", "");

    assertThat(code(push("material"))).isEqualTo(1403);

    assertThat(town.look("/admin/data-bureau/orders")).hasSize(1);
    assertThat(town.fault("data-bureau", "reorder", "").path("message").asText())
        .contains("it can have down, slow, flaky, duplicate, garbage, refuse");
  }

  private HttpResponse<String> push(String example) throws Exception {
    var kind = example.split("-")[0];
    var path = kind.equals("credit") ? "credit/bad" : "bj/" + kind;
    return push(path, bytes(record(example)), signed());
  }

  private HttpResponse<String> push(String path, byte[] body, Map<String, String> headers)
      throws Exception {
    return town.post("/gateway/" + path, body, headers);
  }

  private static JsonNode record(String example) throws Exception {
    return Json.read(
        Files.readAllBytes(Path.of("mappings/data-bureau/examples", example, "expected.json")));
  }

  private static Map<String, String> signed() {
    return signed(Clock.system().now().getEpochSecond());
  }

  private static Map<String, String> signed(long seconds) {
    var nonce = UUID.randomUUID().toString();
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "application/json; charset=UTF-8");
    headers.put("x-tif-paasid", "pyxbz");
    headers.put("x-tif-timestamp", "" + seconds);
    headers.put("x-tif-nonce", nonce);
    headers.put("x-tif-signature", Digest.sha256(seconds + Town.BUREAU_TOKEN + nonce + seconds));
    return headers;
  }

  private static byte[] bytes(JsonNode node) {
    return Json.write(node).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static int code(HttpResponse<String> answer) {
    return json(answer).path("code").asInt(-1);
  }
}
