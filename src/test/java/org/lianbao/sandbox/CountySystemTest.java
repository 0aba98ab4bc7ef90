package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.sandbox.county.CountySignature;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

class CountySystemTest {

  private static final String PATH = "/openapi/bz/status";
  private static final String CASE = "BZ4109282026110900012";

  @TempDir Path data;
  private Town town;
  private ListeningHub hub;

  @BeforeEach
  void open() throws Exception {
    hub =
        new ListeningHub(
            "/api/v1/applications", request -> Reply.json(202, Map.of("caseNo", CASE)));
    town = new Town(data).hub(hub.url()).start(Town.NEVER);
  }

  @AfterEach
  void close() {
    town.close();
    hub.close();
  }

  @Test
  void countsWhatCameAgainOrOutOfTurn() throws Exception {
    tell(status(1, "ORDER_DELIVERED"));
    tell(status(1, "ORDER_DELIVERED"));
    tell(status(3, "ORDER_ACCEPTED"));
    tell(status(1, "ORDER_RECEIVED"));

    var line = town.look("/admin/county/cases").path(0);

    assertThat(line.path("caseNo").asText()).isEqualTo(CASE);
    assertThat(line.path("lastSeq").asInt()).isEqualTo(1);
    assertThat(line.path("repeats").asInt()).isEqualTo(1);
    assertThat(line.path("gaps").asInt()).isEqualTo(1);
    assertThat(line.path("contradictions").asInt()).isEqualTo(1);
  }

  @Test
  void givesAFormToChangeAndPost() throws Exception {
    var form = town.look("/admin/county/applications");

    assertThat(form.path("requestId").asText()).isNotBlank();
    assertThat(form.at("/attachments/0/url").asText()).startsWith("http://");
  }

  @Test
  void saysWhoIsThereAndWhatCanGoWrongWithEach() throws Exception {
    var faults = new TreeMap<String, String>();
    for (var each : town.look("/admin/simulators")) {
      faults.put(each.path("name").asText(), each.path("faults").toString());
    }

    assertThat(faults).containsKeys("county", "water", "heat");
    assertThat(faults.get("heat")).contains("half-file");
    assertThat(faults.get("water")).doesNotContain("half-file").contains("reorder");
  }

  @Test
  void keepsStatusesInTheOrderOfTheirNumbers() throws Exception {
    assertThat(code(tell(status(1, "ORDER_DELIVERED")))).isEqualTo("0");
    assertThat(code(tell(status(2, "ORDER_RECEIVED")))).isEqualTo("0");

    var view = town.look("/admin/county/cases/" + CASE);

    assertThat(view.get("lastSeq").asInt()).isEqualTo(2);
    assertThat(view.get("contiguous").asBoolean()).isTrue();
    assertThat(view.at("/events/1")).isEqualTo(status(2, "ORDER_RECEIVED"));
  }

  @Test
  void itsOwnApplicationNamesFilesThatItServes() throws Exception {
    town.post("/admin/county/applications", new byte[0], Map.of());

    var attachments = Json.read(hub.heard.get(0).body()).path("attachments");
    assertThat(attachments).hasSize(2);
    for (var attachment : attachments) {
      var request = HttpRequest.newBuilder(URI.create(attachment.path("url").asText())).build();
      var file = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(file.headers().firstValue("Content-Type")).contains("application/pdf");
      assertThat(file.body()).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
      assertThat(file.body()).hasSize(attachment.path("size").asInt());
      assertThat(Digest.sm3(file.body())).isEqualTo(attachment.path("sm3").asText());
    }
    assertThat(attachments.findValuesAsText("sm3")).doesNotHaveDuplicates();
  }

  @Test
  void namesTheNumberThatIsMissing() throws Exception {
    tell(status(1, "ORDER_DELIVERED"));

    var answer = tell(status(3, "ORDER_ACCEPTED"));

    assertThat(code(answer)).isEqualTo("1409");
    assertThat(answer.body()).contains("缺少序号 2");
  }

  @Test
  void takesARepeatOnceAndSaysYes() throws Exception {
    tell(status(1, "ORDER_DELIVERED"));

    assertThat(code(tell(status(1, "ORDER_DELIVERED")))).isEqualTo("0");
    assertThat(town.look("/admin/county/cases/" + CASE).get("events")).hasSize(1);
  }

  @Test
  void refusesAKnownNumberWithAnotherEvent() throws Exception {
    tell(status(1, "ORDER_DELIVERED"));

    assertThat(code(tell(status(1, "ORDER_REFUSED")))).isEqualTo("1410");
    assertThat(code(tell(status(1, "ORDER_DELIVERED").put("orderNo", CASE + "-G"))))
        .isEqualTo("1410");
  }

  @Test
  void namesTheFieldsThatAreMissing() throws Exception {
    var incomplete = status(1, "");
    incomplete.remove("occurredAt");

    var answer = tell(incomplete);

    assertThat(code(answer)).isEqualTo("1400");
    assertThat(answer.body()).contains("缺少 eventCode, occurredAt");
    assertThat(code(tell(status(1, "X").put("seq", "1")))).isEqualTo("1400");
  }

  @Test
  void refusesAStrangersSignature() throws Exception {
    var body = bytes(status(1, "ORDER_DELIVERED"));
    var stranger = new CountyKey("GGXT", "guessed");

    assertThat(tell(body, sign(stranger, Clock.system(), body)).statusCode()).isEqualTo(401);
    assertThat(town.look("/admin/county/cases/" + CASE).has("message")).isTrue();
  }

  @Test
  void refusesABodyChangedAfterSigning() throws Exception {
    var headers = sign(Town.COUNTY, Clock.system(), bytes(status(1, "ORDER_DELIVERED")));

    assertThat(tell(bytes(status(1, "ORDER_REFUSED")), headers).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesANonceUsedBefore() throws Exception {
    var body = bytes(status(1, "ORDER_DELIVERED"));
    var headers = sign(Town.COUNTY, Clock.system(), body);

    assertThat(tell(body, headers).statusCode()).isEqualTo(200);
    assertThat(tell(body, headers).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesASignatureSixMinutesOld() throws Exception {
    var body = bytes(status(1, "ORDER_DELIVERED"));
    var old = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-6));

    assertThat(tell(body, sign(Town.COUNTY, new Clock(old), body)).statusCode()).isEqualTo(401);
  }

  @Test
  void signsTheSortedQueryAsSent() throws Exception {
    var body = bytes(status(1, "ORDER_DELIVERED"));
    var headers =
        new CountySignature(Town.COUNTY, Clock.system())
            .headers("POST", PATH, "a=%E4%B8%AD&b=2", body, "r-1");
    headers.put("Content-Type", "application/json");

    assertThat(town.post(PATH + "?b=2&a=%E4%B8%AD", body, headers).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOtherCharsetsAndTypes() throws Exception {
    var gbk = Json.write(status(1, "ORDER_DELIVERED")).getBytes(Charset.forName("GBK"));
    assertThat(code(tell(gbk, sign(Town.COUNTY, Clock.system(), gbk)))).isEqualTo("1400");

    var body = bytes(status(1, "ORDER_DELIVERED"));
    var headers = sign(Town.COUNTY, Clock.system(), body);
    headers.put("Content-Type", "text/plain");
    assertThat(tell(body, headers).statusCode()).isEqualTo(415);
  }

  @Test
  void remembersStatusesAfterAKill() throws Exception {
    tell(status(1, "ORDER_DELIVERED"));

    town.kill();
    town.start(Town.NEVER);

    assertThat(code(tell(status(2, "ORDER_RECEIVED")))).isEqualTo("0");
    assertThat(town.look("/admin/county/cases/" + CASE).get("events")).hasSize(2);
  }

  @Test
  void postsAnApplicationSignedForTheHub() throws Exception {
    var answer = town.post("/admin/county/applications", "{\"a\":1}".getBytes(), Map.of());

    assertThat(json(answer).get("httpStatus").asInt()).isEqualTo(202);
    assertThat(json(answer).at("/answer/caseNo").asText()).isEqualTo(CASE);
    var heard = hub.heard.get(0);
    var canonical =
        String.join(
            "\n",
            "POST",
            "/api/v1/applications",
            "",
            "GGXT",
            heard.header("X-Timestamp"),
            heard.header("X-Nonce"),
            Digest.sm3("{\"a\":1}"));
    assertThat(heard.header("X-Sign")).isEqualTo(Digest.hmacSm3(Town.COUNTY.secret(), canonical));
    assertThat(heard.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void postsItsOwnApplicationAgainUntilThatOneIsOver() throws Exception {
    var first = postOwn();
    town.kill();
    town.start(Town.NEVER);
    assertThat(postOwn()).isEqualTo(first);

    tell(status(1, "CASE_CLOSED").put("stage", "DONE").put("upstreamApplyNo", number(first)));
    var second = postOwn();

    assertThat(number(second)).matches("GG[0-9]{13}").isGreaterThan(number(first));
    assertThat(second.get("requestId")).isNotEqualTo(first.get("requestId"));
    assertThat(second.get("services")).hasSize(4);
  }

  @Test
  void doesNotPostARefusedApplicationAgain() throws Exception {
    hub.answer(request -> Reply.json(422, Map.of("code", "INVALID_FORM")));
    var refused = postOwn();

    assertThat(number(postOwn())).isNotEqualTo(number(refused));
  }

  @Test
  void triesOnWhileTheHubFails() throws Exception {
    var calls = new AtomicInteger();
    hub.answer(
        request ->
            calls.incrementAndGet() < 3
                ? Reply.json(503, Map.of())
                : Reply.json(202, Map.of("caseNo", CASE)));

    var answer = town.post("/admin/county/applications", new byte[0], Map.of());

    assertThat(json(answer).get("httpStatus").asInt()).isEqualTo(202);
    assertThat(hub.heard.stream().map(request -> request.header("X-Nonce")).distinct()).hasSize(3);
  }

  @Test
  void onRequestItForgetsToAnswerIsBusyOrTalksRubbish() throws Exception {
    var duplicate = town.fault("county", "duplicate", "");
    assertThatThrownBy(() -> tell(status(1, "ORDER_DELIVERED"))).isInstanceOf(IOException.class);
    assertThat(code(tell(status(1, "ORDER_DELIVERED")))).isEqualTo("0");
    town.end(duplicate);
    var flaky = town.fault("county", "flaky", "2");
    tell(status(2, "ORDER_RECEIVED"));
    assertThat(tell(status(3, "ORDER_ACCEPTED")).statusCode()).isEqualTo(503);
    town.end(flaky);
    town.fault("county", "garbage", "");
    assertThatThrownBy(() -> code(tell(status(3, "ORDER_ACCEPTED"))))
        .isInstanceOf(Json.MalformedJson.class);

    assertThat(town.look("/admin/county/cases/" + CASE).get("lastSeq").asInt()).isEqualTo(3);
  }

  @Test
  void onRequestItPostsTwice() throws Exception {
    town.fault("county", "duplicate", "");

    postOwn();

    assertThat(hub.heard).hasSize(2);
    assertThat(hub.heard.get(1).body()).isEqualTo(hub.heard.get(0).body());
  }

  private JsonNode postOwn() throws Exception {
    town.post("/admin/county/applications", new byte[0], Map.of());
    return Json.read(hub.heard.get(hub.heard.size() - 1).body());
  }

  private static String number(JsonNode application) {
    return application.get("upstreamApplyNo").asText();
  }

  private static ObjectNode status(int seq, String eventCode) {
    var status = Json.mapper().createObjectNode();
    status.put("caseNo", CASE).put("upstreamApplyNo", "GG2026110900087").put("seq", seq);
    status.put("stage", "APPLICATION").put("service", "WATER").put("partner", "water");
    status.put("eventCode", eventCode).put("eventName", "推送送达").put("orderNo", CASE + "-W");
    status.put("occurredAt", "2026-11-09T10:12:31+08:00");
    status.put("receivedAt", "2026-11-09T10:12:31+08:00").put("implied", false);
    return status;
  }

  private HttpResponse<String> tell(ObjectNode status) throws Exception {
    var body = bytes(status);
    return tell(body, sign(Town.COUNTY, Clock.system(), body));
  }

  private HttpResponse<String> tell(byte[] body, Map<String, String> headers) throws Exception {
    return town.post(PATH, body, headers);
  }

  private static Map<String, String> sign(CountyKey agreed, Clock clock, byte[] body) {
    var headers = new CountySignature(agreed, clock).headers("POST", PATH, "", body, "r-1");
    headers.put("Content-Type", "application/json; charset=UTF-8");
    return headers;
  }

  private static byte[] bytes(JsonNode node) {
    return Json.write(node).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String code(HttpResponse<String> answer) {
    return json(answer).get("code").asText();
  }
}
