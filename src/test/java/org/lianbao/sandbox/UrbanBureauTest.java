package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.shared.Json;

class UrbanBureauTest {

  private static final String ORDER = "BZ4109282026110900012-CG";
  private static final String JSON = "application/json; charset=UTF-8";

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
  void takesAReportAndGivesItANumber() throws Exception {
    var answer = accept(report(params -> {}));

    assertThat(answer.at("/status/code").asText()).isEqualTo("200");
    assertThat(answer.at("/custom/code").asText()).isEqualTo("1");
    assertThat(answer.at("/custom/slh").asText()).matches("CG[0-9]{13}");
    assertThat(town.look("/admin/urban-management/orders").at("/0/orderNo").asText())
        .isEqualTo(ORDER);
  }

  @Test
  void givesARepeatTheSameNumberAndRefusesAnotherContent() throws Exception {
    var first = accept(report(params -> {}));
    var again = accept(report(params -> {}));
    var other = accept(report(params -> params.put("sgdw", "另一家")));

    assertThat(again.at("/custom/slh")).isEqualTo(first.at("/custom/slh"));
    assertThat(other.at("/custom/code").asText()).isEqualTo("0");
    assertThat(other.at("/custom/text").asText()).contains("内容不一致");
    var held = town.look("/admin/urban-management/orders").path(0);
    assertThat(held.path("received").asInt()).isEqualTo(3);
    assertThat(held.path("conflicting").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "xmmc, '', 参数缺失:xmmc",
    "sqlx, 3, 参数格式不符:sqlx",
    "ksrq, 2026-02-30, 参数格式不符:ksrq",
    "jsrq, 2026-11-30, 参数格式不符:jsrq",
    "zdmj, 六十, 参数格式不符:zdmj",
    "cns, 是, 参数格式不符:cns",
    "phone, 13800138000, 参数格式不符:phone",
  })
  void saysNoInsideA200AndNamesTheField(String field, String value, String text) throws Exception {
    var answer = accept(report(params -> params.put(field, value)));

    assertThat(answer.at("/status/code").asText()).isEqualTo("200");
    assertThat(answer.at("/custom/code").asText()).isEqualTo("0");
    assertThat(answer.at("/custom/text").asText()).isEqualTo(text);
    assertThat(town.look("/admin/urban-management/orders")).isEmpty();
  }

  @Test
  void refusesANumberWhereTextBelongs() throws Exception {
    var answer = accept(report(params -> params.put("zdmj", 60.0)));

    assertThat(answer.at("/custom/text").asText()).isEqualTo("参数格式不符:zdmj");
  }

  @Test
  void turnsAWrongTokenAndAnotherFormatAwayAtTheDoor() throws Exception {
    var wrong = accept(report(params -> {}).put("token", "URBAN-TOKEN"));
    var gbk = Json.write(report(params -> {})).getBytes("GBK");

    assertThat(wrong.at("/status/code").asText()).isEqualTo("401");
    assertThat(post(gbk, JSON).at("/status/code").asText()).isEqualTo("400");
    assertThat(
            post("{}".getBytes(StandardCharsets.UTF_8), "text/plain").at("/status/code").asText())
        .isEqualTo("400");
  }

  @Test
  void reportsEveryStepUntilTheHubSaysYesInsideThe200() throws Exception {
    town.close();
    var no = Reply.json(200, Map.of("status", Map.of("code", "500")));
    var yes =
        Reply.json(200, Map.of("status", Map.of("code", "200"), "custom", Map.of("code", "1")));
    try (var hub = new ListeningHub("/callbacks/urban-management", request -> no)) {
      town.hub(hub.url()).start(Town.QUICK);
      accept(report(params -> params.put("sqlx", "2").put("lsh", ORDER + "-YS")));
      await().atMost(Duration.ofSeconds(20)).until(() -> hub.heard.size() >= 2);
      assertThat(hub.heard.get(1).body()).isEqualTo(hub.heard.get(0).body());
      town.kill();

      hub.answer(request -> yes);
      town.start(Town.QUICK);

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> town.look("/admin/urban-management/orders").at("/0/finished").asBoolean());
      assertThat(hub.heard.stream().map(heard -> czlx(heard.body())).distinct())
          .containsExactly("sl", "lhys", "hf");
    }
  }

  private static String czlx(byte[] callback) {
    var message = Json.read(callback);
    assertThat(message.path("token").asText()).isEqualTo(Town.URBAN_TOKEN);
    return message.at("/params/czlx").asText();
  }

  private static ObjectNode report(Consumer<ObjectNode> change) {
    var report = Json.mapper().createObjectNode().put("token", Town.URBAN_TOKEN);
    var params = report.putObject("params");
    params.put("lsh", ORDER).put("sqlx", "1").put("xmmc", "年产2万吨新材料项目");
    params.put("sgdw", "濮阳县测试新材料有限公司").put("sgdd", "挥公大道");
    params.put("zdmj", "60").put("ldmj", "8.5").put("ksrq", "2026-12-01").put("jsrq", "2026-12-05");
    params.put("cns", "0").putArray("sgfa").addObject().put("wjmc", "方案.pdf").put("wjdz", "");
    change.accept(params);
    return report;
  }

  private JsonNode accept(JsonNode report) throws Exception {
    return post(Json.write(report).getBytes(StandardCharsets.UTF_8), JSON);
  }

  private JsonNode post(byte[] body, String contentType) throws Exception {
    var answer = town.post("/cg/rest/bz/accept", body, Map.of("Content-Type", contentType));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
