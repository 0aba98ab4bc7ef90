package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

class WaterCompanyTest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);
  private static final String ORDER = "BZ4109282026110900012-W";

  @TempDir Path data;
  private Town town;
  private final Instant now = Clock.system().now();

  @BeforeEach
  void open() throws Exception {
    town = new Town(data).start(Town.NEVER);
  }

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void takesASignedApplicationAndHidesTheBillNumberInTheMessage() throws Exception {
    var answer = submit(application());

    assertThat(answer.get("code").asInt()).isEqualTo(200);
    assertThat(answer.get("msg").asText()).matches("SW[0-9]{13},提交成功");
    assertThat(answer.has("data")).isTrue();
  }

  @Test
  void givesARepeatTheSameBillNumber() throws Exception {
    var first = submit(application()).get("msg").asText();
    var again = submit(application()).get("msg").asText();

    assertThat(again).isEqualTo(first.replace("提交成功", "重复提交"));
    var order = town.look("/admin/water/orders").get(0);
    assertThat(order.get("received").asInt()).isEqualTo(2);
    assertThat(order.get("conflicting").asBoolean()).isFalse();
  }

  @Test
  void noticesARepeatWithAnotherContent() throws Exception {
    submit(application());
    submit(application().put("caliber", "DN150"));

    assertThat(town.look("/admin/water/orders").get(0).get("conflicting").asBoolean()).isTrue();
  }

  @Test
  void refusesAWrongSignature() throws Exception {
    var fields = signed(Map.of("data", Json.write(application())), now);
    fields.put("data", Json.write(application().put("tel", "13900139000")));

    assertThat(send("submit", fields).get("msg").asText()).isEqualTo("签名错误");
    assertThat(send("submit", fields).get("code").asInt()).isEqualTo(401);
  }

  @Test
  void refusesASignatureInLowerCase() throws Exception {
    var fields = signed(Map.of("data", Json.write(application())), now);
    fields.compute("sign", (name, sign) -> sign.toLowerCase(Locale.ROOT));

    assertThat(send("submit", fields).get("code").asInt()).isEqualTo(401);
  }

  @Test
  void refusesATimeElevenMinutesAgo() throws Exception {
    var fields =
        signed(Map.of("data", Json.write(application())), now.minus(Duration.ofMinutes(11)));

    assertThat(send("submit", fields).get("code").asInt()).isEqualTo(401);
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    var incomplete = application();
    incomplete.remove("tel");
    incomplete.put("caliber", "");

    var answer = submit(incomplete);

    assertThat(answer.get("code").asInt()).isEqualTo(400);
    assertThat(answer.get("msg").asText()).isEqualTo("缺少参数: tel, caliber");
  }

  @Test
  void refusesANumberThatIsNotText() throws Exception {
    var answer = submit(application().put("dailyUsage", 120));

    assertThat(answer.get("code").asInt()).isEqualTo(400);
    assertThat(answer.get("msg").asText()).endsWith("dailyUsage");
  }

  @Test
  void refusesAFormThatIsNotUtf8() throws Exception {
    var fields = signed(Map.of("data", Json.write(application())), now);

    assertThat(send("submit", fields, Charset.forName("GBK")).get("code").asInt()).isEqualTo(400);
  }

  @Test
  void tellsTheWholeHistoryToWhoeverAsks() throws Exception {
    var bill = billOf(submit(application()));

    var history = progress(bill).get("data");

    assertThat(history).hasSize(9);
    assertThat(history.get(0).get("stepName").asText()).isEqualTo("申请");
    assertThat(history).allMatch(step -> step.get("dealResult").asText().isEmpty());
    assertThat(progress("SW2026110999999").get("code").asInt()).isEqualTo(404);
  }

  @Test
  void takesAnOrderThroughAllNineSteps() throws Exception {
    town.close();
    town.start(Town.QUICK);
    var bill = billOf(submit(application()));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(progress(bill).get("data"))
                    .allMatch(step -> step.get("dealResult").asText().equals("1"))
                    .allMatch(step -> !step.get("dealTime").asText().isEmpty()));
    assertThat(town.look("/admin/water/orders").get(0).get("finished").asBoolean()).isTrue();
  }

  @Test
  void remembersItsOrdersAndGoesOnAfterAKill() throws Exception {
    var bill = billOf(submit(application()));

    town.kill();
    town.start(Town.QUICK);

    assertThat(submit(application()).get("msg").asText()).isEqualTo(bill + ",重复提交");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> progress(bill).at("/data/8/dealResult").asText().equals("1"));
    var second = submit(application().put("flowSn", "BZ4109282026110900013-W"));
    assertThat(billOf(second)).isGreaterThan(bill);
  }

  @Test
  void onRequestItEndsTheConnectionOrSaysThatItIsBusyOrWhatNobodyCanRead() throws Exception {
    var down = town.fault("water", "down", "");
    assertThatThrownBy(() -> submit(application())).isInstanceOf(IOException.class);
    town.end(down);
    var flaky = town.fault("water", "flaky", "2");
    submit(application());
    assertThat(submit(application()).path("code").asInt()).isEqualTo(500);
    town.end(flaky);
    town.fault("water", "garbage", "");
    assertThatThrownBy(() -> submit(application())).isInstanceOf(Json.MalformedJson.class);

    assertThat(town.look("/admin/water/orders").at("/0/received").asInt()).isEqualTo(2);
  }

  @Test
  void onRequestItsFirstAcknowledgementIsLostAfterItHasActed() throws Exception {
    town.fault("water", "duplicate", "");
    assertThatThrownBy(() -> submit(application())).isInstanceOf(IOException.class);

    assertThat(submit(application()).path("msg").asText()).contains("重复提交");
  }

  @Test
  void onRequestItIsLateRefusesAndTellsItsHistoryBackwards() throws Exception {
    var bill = billOf(submit(application()));
    town.fault("water", "slow", "300ms");
    town.fault("water", "reorder", "");
    var before = System.nanoTime();

    assertThat(progress(bill).at("/data/0/stepName").asText()).isEqualTo("通水");

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
    town.fault("water", "refuse", "");
    assertThat(submit(application()).path("code").asInt()).isEqualTo(400);
  }

  @Test
  void showsTheFilesThatCameInside() throws Exception {
    submit(application());

    var file = town.look("/admin/water/files").path(ORDER).path(0);
    assertThat(file.path("name").asText()).isEqualTo("营业执照");
    assertThat(file.path("size").asInt()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JVBERi0xLjcK",
        "data:application/pdf;base64,JVBERi0xLjc*",
        "data:application/pdf;base64,PGh0bWw+",
        "data:application/pdf;base64,"
      })
  void refusesAFileThatDoesNotOpen(String content) throws Exception {
    var application = application();
    ((ObjectNode) application.at("/attachList/0/files/0")).put("fileContent", content);

    var answer = submit(application);

    assertThat(answer.get("code").asInt()).isEqualTo(400);
    assertThat(answer.get("msg").asText()).startsWith("附件格式错误");
  }

  private static ObjectNode application() {
    var data = Json.mapper().createObjectNode();
    data.put("flowSn", ORDER).put("custName", "濮阳县测试新材料有限公司").put("credType", "USCC");
    data.put("credNo", "91410928MA0TE5T16H").put("linkMan", "李四").put("tel", "13800138000");
    data.put("address", "濮阳县先进制造业开发区1号 & 2号").put("itemCode", "2609-410928-04-01-123456");
    data.put("userType", "2").put("waterType", "GY").put("caliber", "DN100");
    data.put("dailyUsage", "120").put("peakUsage", "12.5").put("needFire", "0");
    data.putArray("attachList")
        .addObject()
        .put("fileType", "86")
        .putArray("files")
        .addObject()
        .put("fileName", "营业执照")
        .put("fileSuffix", "pdf")
        .put("fileContent", "data:application/pdf;base64,JVBERi0xLjcK");
    return data;
  }

  private static String billOf(JsonNode answer) {
    return answer.get("msg").asText().split(",")[0];
  }

  private JsonNode submit(ObjectNode application) throws Exception {
    return send("submit", signed(Map.of("data", Json.write(application)), now));
  }

  private JsonNode progress(String bill) throws Exception {
    return send("progress", signed(Map.of("billNo", bill), now));
  }

  private static TreeMap<String, String> signed(Map<String, String> fields, Instant at) {
    var all = new TreeMap<>(fields);
    all.put("appKey", "PYXBZ");
    all.put("timestamp", TIME.format(at));
    var text =
        all.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    all.put("sign", Digest.md5(text + "&key=" + Town.WATER_SECRET).toUpperCase(Locale.ROOT));
    return all;
  }

  private JsonNode send(String what, Map<String, String> fields) throws Exception {
    return send(what, fields, StandardCharsets.UTF_8);
  }

  private JsonNode send(String what, Map<String, String> fields, Charset charset) throws Exception {
    var body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), charset))
            .collect(Collectors.joining("&"));
    var answer =
        town.post(
            "/wtr/install/" + what,
            body.getBytes(StandardCharsets.US_ASCII),
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
