package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

class HousingAuthorityTest {

  private static final SealedText HUB =
      new SealedText("PYXBZ", Town.SM4_KEY, Town.HUB.privateKey(), Town.HOUSING.publicKey());
  private static final String GATEWAY = "/zjj/gateway/bz";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path data;
  private Town town;
  private ListeningHub hub;
  private long now;

  @BeforeEach
  void open() throws Exception {
    hub = new ListeningHub("/callbacks/housing", request -> answer("0"));
    town = new Town(data).hub(hub.url()).start(Town.NEVER);
    // Each envelope of a test at a second of its own: the same text twice is the same envelope.
    now = Clock.system().now().getEpochSecond() - 100;
  }

  @AfterEach
  void close() {
    town.close();
    hub.close();
  }

  @Test
  void takesASealedApplication() throws Exception {
    var answer = apply(drawing());

    assertThat(code(answer)).isEqualTo("0");
    assertThat(answer.path("bizNo")).isEqualTo(drawing().path("bizNo"));
    assertThat(answer.path("acceptNo").asText()).matches("ZJ[0-9]{13}");
  }

  @Test
  void knowsARepeatAndTellsAnotherContentUnderTheSameNumber() throws Exception {
    var first = apply(drawing());
    var again = apply(drawing());

    assertThat(code(again)).isEqualTo("0");
    assertThat(again.path("acceptNo")).isEqualTo(first.path("acceptNo"));
    assertThat(code(apply(drawing().put("linkMan", "王五")))).isEqualTo("1409");
    var order = town.look("/admin/housing/orders").get(0);
    assertThat(order.path("received").asInt()).isEqualTo(3);
    assertThat(order.path("conflicting").asBoolean()).isTrue();
  }

  @Test
  void takesNoEnvelopeTwice() throws Exception {
    var envelope = HUB.close(Json.write(drawing()), now);

    assertThat(code(post(envelope))).isEqualTo("0");
    assertThat(code(post(envelope))).isEqualTo("1404");
  }

  @Test
  void namesTheFieldsAtFaultAndNoValue() throws Exception {
    var bad = drawing().put("linkPhone", "13x").put("applyTime", "2026").put("extra", 1);
    bad.remove("site");

    var answer = apply(bad);

    assertThat(code(answer)).isEqualTo("1001");
    assertThat(answer.path("message").asText())
        .contains("site", "linkPhone", "applyTime", "extra")
        .doesNotContain("13x");
    assertThat(code(apply(drawing().put("bizType", "PRE_MEETING")))).isEqualTo("1002");
  }

  @Test
  void verifiesTheTextAsItWasSent() throws Exception {
    var envelope = HUB.close(Json.write(drawing()), now);
    var anew = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(envelope));

    assertThat(code(post(envelope.replace("\"timestamp\":1", "\"timestamp\":01"))))
        .isEqualTo("1401");
    assertThat(code(post(anew))).isEqualTo("1400");
    assertThat(code(post(envelope.replaceFirst("\"signData\":\"[0-9a-f]+\",", ""))))
        .isEqualTo("1400");
    var stranger =
        new SealedText("PYXBZ", Town.SM4_KEY, Town.HOUSING.privateKey(), "").close("{}", now);
    assertThat(code(post(stranger))).isEqualTo("1401");
  }

  @Test
  void answersEverythingWrongInsideAlike() throws Exception {
    var whole = HUB.encrypt(Json.write(drawing()));
    var padded = whole.clone();
    padded[padded.length - 17] ^= 0x01;

    var answers =
        List.of(
            post(HUB.sign(Arrays.copyOf(whole, whole.length - 16), now)),
            post(HUB.sign(Arrays.copyOf(whole, whole.length - 1), now)),
            post(HUB.sign(new byte[0], now)),
            post(HUB.sign(padded, now)),
            post(HUB.sign(HUB.encrypt("not JSON"), now)));

    assertThat(answers).containsOnly(answers.get(0));
    assertThat(code(answers.get(0))).isEqualTo("1403");
  }

  @Test
  void takesNothingOldOrForAnother() throws Exception {
    var plain = Json.write(drawing());

    assertThat(code(post(HUB.close(plain, now - 300)))).isEqualTo("1402");
    assertThat(code(post(HUB.close(plain, now + 600)))).isEqualTo("1402");
    var other = new SealedText("OTHER", Town.SM4_KEY, Town.HUB.privateKey(), "");
    assertThat(code(post(other.close(plain, now)))).isEqualTo("1400");
    var json = Map.of("Content-Type", "application/json; charset=UTF-8");
    var wrongType = town.post(GATEWAY, bytes(plain), Map.of("Content-Type", "a/b"));
    assertThat(code(HUB.open(wrongType.body()))).isEqualTo("1400");
    var wrongCharset = town.post(GATEWAY, plain.getBytes(Charset.forName("GBK")), json);
    assertThat(code(HUB.open(wrongCharset.body()))).isEqualTo("1400");
  }

  @Test
  void tellsItsOpinionTwiceInTwoEnvelopes() throws Exception {
    restart(Town.QUICK);
    apply(drawing());

    await().atMost(SOON).until(() -> hub.heard.size() == 2);

    var first = heard(0);
    assertThat(heard(1)).isEqualTo(first);
    assertThat(first.path("bizType").asText()).isEqualTo("DRAWING_REVIEW");
    assertThat(first.path("bizNo").asText()).isEqualTo(drawing().path("bizNo").asText());
    assertThat(first.path("result").asText()).isEqualTo("PASS");
    assertThat(first.path("finishTime").isIntegralNumber()).isTrue();
    assertThat(text(hub.heard.get(0))).isNotEqualTo(text(hub.heard.get(1)));
    await()
        .atMost(SOON)
        .until(() -> town.look("/admin/housing/orders").at("/0/finished").asBoolean());
  }

  @Test
  void tellsTheSameAgainUntilASealedAnswerSaysYes() throws Exception {
    var calls = new AtomicInteger();
    hub.answer(
        request ->
            switch (calls.incrementAndGet()) {
              case 1 -> Reply.json(500, Map.of());
              case 2 -> Reply.json(200, Map.of("code", "0"));
              case 3 -> answer("9999");
              default -> answer("0");
            });
    restart(Town.QUICK);
    apply(drawing());

    await().atMost(SOON).until(() -> hub.heard.size() == 5);

    assertThat(heard(3)).isEqualTo(heard(0));
  }

  @Test
  void goesOnAfterAKillAndKnowsWhatWasAsked() throws Exception {
    apply(example("order-acceptance"));

    town.kill();
    town.start(Town.QUICK);

    await().atMost(SOON).until(() -> hub.heard.size() == 2);
    assertThat(heard(0).path("bizType").asText()).isEqualTo("JOINT_ACCEPTANCE");
  }

  @Test
  void onRequestItIsBusyOrRefusesUnderItsSeal() throws Exception {
    town.fault("housing", "flaky", "2");
    town.fault("housing", "refuse", "");

    assertThat(code(apply(drawing()))).isEqualTo("1002");
    assertThat(code(apply(drawing()))).isEqualTo("9999");
    assertThat(town.look("/admin/housing/orders")).isEmpty();
  }

  private void restart(Duration pace) {
    town.close();
    town.start(pace);
  }

  private Reply answer(String code) {
    var plain = "{\"code\":\"" + code + "\",\"message\":\"\"}";
    return new Reply(
        200,
        "application/json; charset=UTF-8",
        HUB.close(plain, Clock.system().now().getEpochSecond()));
  }

  private JsonNode apply(ObjectNode message) throws Exception {
    return post(HUB.close(Json.write(message), now++));
  }

  private JsonNode post(String envelope) throws Exception {
    var answer =
        town.post(
            GATEWAY, bytes(envelope), Map.of("Content-Type", "application/json; charset=UTF-8"));
    assertThat(answer.statusCode()).isEqualTo(200);
    return HUB.open(answer.body());
  }

  private JsonNode heard(int index) {
    return HUB.open(text(hub.heard.get(index)));
  }

  private static String text(Request request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private static ObjectNode drawing() throws Exception {
    return example("order-drawing");
  }

  /** What the hub's mapping gives in the example of this name. */
  private static ObjectNode example(String name) throws Exception {
    return (ObjectNode)
        Json.read(Files.readAllBytes(Path.of("mappings/housing/examples", name, "expected.json")));
  }

  private static JsonNode json(String text) {
    return Json.read(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String code(JsonNode answer) {
    return answer.path("code").asText();
  }
}
