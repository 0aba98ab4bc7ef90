package org.lianbao.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.mapping.Format;
import org.lianbao.shared.Json;

/** The twins of a form partner that is polled and of a SOAP partner, with plain HTTP clients. */
class HttpTwinTest {

  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
  private static final List<String> CALLBACKS = new CopyOnWriteArrayList<>();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static int count;

  @TempDir static Path folder;

  private static HttpServer hub;
  private static Map<String, String> waterSettings;
  private static Map<String, String> powerSettings;
  private static Twin water;
  private static Twin power;

  @BeforeAll
  static void start() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/callbacks/power",
        http -> {
          CALLBACKS.add(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          http.sendResponseHeaders(200, -1);
          http.close();
        });
    hub.start();
    var url = URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    waterSettings = Twins.settings("water", folder.resolve("water"));
    powerSettings = Twins.settings("power", folder.resolve("power"));
    water = Twins.start("water", waterSettings, url, null, folder);
    power = Twins.start("power", powerSettings, url, null, folder);
  }

  @AfterAll
  static void stop() {
    water.close();
    power.close();
    hub.stop(0);
  }

  @AfterEach
  void mend() {
    water.clear();
    power.clear();
  }

  @Test
  void takesASignedOrderAndKnowsItAgainByTheSameNumber() throws Exception {
    var orderNo = orderNo("W");

    var first = json(submit(order(orderNo)));
    var again = json(submit(order(orderNo)));

    assertThat(first.path("msg").asText()).matches("SW\\d+,提交成功");
    assertThat(again.path("msg").asText())
        .isEqualTo(first.path("msg").asText().replace("提交成功", "重复提交"));
    assertThat(json(submit(order(orderNo("W")))).path("msg").asText())
        .matches("SW\\d+,提交成功")
        .isNotEqualTo(first.path("msg").asText());
  }

  @Test
  void isAsStrictAsTheExamplesAndRoutesAllow() throws Exception {
    var orderNo = orderNo("W");
    var good = order(orderNo);

    assertThat(post("/wtr/install/other", FORM, good).statusCode()).isEqualTo(404);
    assertThat(post("/wtr/install/submit", "text/plain", good).statusCode()).isEqualTo(415);
    var get = HttpRequest.newBuilder(at(water, "/wtr/install/submit")).GET().build();
    assertThat(CLIENT.send(get, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    var forged = new String(good, StandardCharsets.UTF_8).replaceAll("sign=[^&]*", "sign=00");
    assertThat(json(submit(forged.getBytes(StandardCharsets.UTF_8))).path("code").asInt())
        .isEqualTo(401);
    assertThat(
            json(submit("\u00e9=%ZZ".getBytes(StandardCharsets.ISO_8859_1))).path("code").asInt())
        .isEqualTo(400);
    assertThat(json(submit(incomplete(orderNo))).path("code").asInt()).isEqualTo(400);
    assertThat(json(submit(good)).path("code").asInt()).isEqualTo(200);
  }

  @Test
  void answersQuestionsInTheOrderOfItsTalesWithTheTimesOfThisOrder() throws Exception {
    var bill = json(submit(order(orderNo("W")))).path("msg").asText().split(",")[0];

    var first = json(ask(bill));
    var second = json(ask(bill));

    assertThat(first.path("data")).allMatch(row -> row.path("dealResult").asText().isEmpty());
    assertThat(second.path("data")).hasSize(9);
    assertThat(second.at("/data/0/dealTime").asText()).doesNotStartWith("2026-11-09 10:20");
    assertThat(json(ask(bill))).isEqualTo(second);
    assertThat(json(ask("SW0")).path("code").asInt()).isEqualTo(400);
  }

  @Test
  void reportsByItselfSignedWithTheNumberOfTheOrder() throws Exception {
    var orderNo = orderNo("E");
    assertThat(soap(orderNo).body()).asString(StandardCharsets.UTF_8).contains("0000");

    var told = await(orderNo, 3);
    assertThat(told.get(0)).contains("<HJBM>01</HJBM>").contains("<HJJG>1</HJJG>");
    assertThat(told).allMatch(HttpTwinTest::genuine);
  }

  @Test
  void sendsTwiceInReverseAndWithAWrongSignatureOnRequest() throws Exception {
    power.begin(Fault.parse("duplicate"), null);
    power.begin(Fault.parse("out-of-order"), null);
    power.begin(Fault.parse("wrong-signature"), null);
    var orderNo = orderNo("E");
    soap(orderNo);

    var told = await(orderNo, 6);
    assertThat(told.get(0)).contains("<HJBM>08</HJBM>").isEqualTo(told.get(1));
    assertThat(told.get(5)).contains("<HJBM>01</HJBM>");
    assertThat(told).noneMatch(HttpTwinTest::genuine);
  }

  @Test
  void answersWithErrorsInsideAndSoapFaultsOnRequest() throws Exception {
    power.begin(Fault.parse("error-inside"), null);
    assertThat(soap(orderNo("E")).body()).asString(StandardCharsets.UTF_8).contains("9999");
    power.clear();
    power.begin(Fault.parse("error-inside:receipt-missing-field"), null);
    var refused = soap(orderNo("E"));
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.body()).asString(StandardCharsets.UTF_8).contains("0009");
    power.clear();
    power.begin(Fault.parse("soap-fault"), null);
    var fault = soap(orderNo("E"));
    assertThat(fault.statusCode()).isEqualTo(500);
    assertThat(fault.body()).asString(StandardCharsets.UTF_8).contains("soapenv:Fault");
  }

  @Test
  void cutsAnswersOffAndWritesThemInAnotherCharacterSetOnRequest() throws Exception {
    water.begin(Fault.parse("half-written"), null);
    var half = submit(order(orderNo("W"))).body();
    assertThatThrownBy(() -> Json.read(half)).isInstanceOf(Json.MalformedJson.class);
    water.clear();
    water.begin(Fault.parse("mojibake"), null);
    var other = submit(order(orderNo("W"))).body();
    assertThat(new String(other, Charset.forName("GB18030"))).contains("提交成功");
  }

  @Test
  void isSlowOrDownForAsLongAsItIsToldAndThenIsBack() throws Exception {
    water.begin(Fault.parse("slow:300ms"), null);
    var begun = System.nanoTime();
    submit(order(orderNo("W")));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
    water.clear();
    water.begin(Fault.parse("down"), null);
    assertThatThrownBy(() -> submit(order(orderNo("W")))).isInstanceOf(IOException.class);
    water.clear();
    water.begin(Fault.parse("down"), Duration.ofMillis(200));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(submit(order(orderNo("W"))).statusCode()).isEqualTo(200));
  }

  @Test
  void refusesFaultsThatSuchASystemCannotHaveAndNamesThoseItCan() {
    assertThat(water.possible())
        .doesNotContain(Fault.Kind.WRONG_SIGNATURE, Fault.Kind.DUPLICATE, Fault.Kind.SOAP_FAULT);
    assertThatThrownBy(() -> water.begin(Fault.parse("wrong-signature"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slow, down, error-inside, out-of-order, half-written, mojibake");
    assertThatThrownBy(() -> Fault.parse("asleep")).hasMessageContaining("soap-fault");
    assertThatThrownBy(() -> water.begin(Fault.parse("slow:soon"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDoorToItsFaultsTakesJsonAndTellsItsState() throws Exception {
    var slow = "{\"fault\":\"slow\",\"arg\":\"1ms\",\"for\":\"30s\"}";
    assertThat(admin("POST", "/twin/faults", "text/plain", slow).statusCode()).isEqualTo(415);
    var begun = admin("POST", "/twin/faults", "application/json", slow);
    assertThat(json(begun).at("/faults/0/fault").asText()).isEqualTo("slow");
    var refused = admin("POST", "/twin/faults", "application/json", "{\"fault\":\"soap-fault\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("message").asText()).contains("half-written");
    assertThat(json(admin("DELETE", "/twin/faults", "text/plain", "")).path("faults")).isEmpty();
    assertThat(json(admin("GET", "/twin", "text/plain", "")).path("partner").asText())
        .isEqualTo("water");
  }

  private static boolean genuine(String callback) {
    var context = Twins.context(null, powerSettings);
    var text = Json.mapper().getNodeFactory().textNode(callback);
    return Twins.mappings("power")
        .apply("verify.jsonata", text, context)
        .path("verified")
        .asBoolean();
  }

  private static List<String> await(String orderNo, int number) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> CALLBACKS.stream().filter(text -> text.contains(orderNo)).toList(),
            found -> found.size() == number);
  }

  private static synchronized String orderNo(String suffix) {
    return "BZ41092820261125%05d-%s".formatted(count++, suffix);
  }

  private static byte[] order(String orderNo) {
    return Twins.order(
        "water", waterSettings, orderNo, Format.FORM, "order.jsonata", "envelope.jsonata");
  }

  private static byte[] incomplete(String orderNo) {
    var order = Twins.document("water").put("orderNo", orderNo);
    ((ObjectNode) order.at("/application/applicant")).remove("contactMobile");
    return Twins.written(
        "water", waterSettings, order, Format.FORM, "order.jsonata", "envelope.jsonata");
  }

  private static HttpResponse<byte[]> soap(String orderNo) throws Exception {
    var body =
        Twins.order(
            "power",
            powerSettings,
            orderNo,
            Format.TEXT,
            "order.jsonata",
            "order.ftlx",
            "envelope.jsonata",
            "envelope.ftlx");
    var request =
        HttpRequest.newBuilder(at(power, "/yk/services/bz"))
            .header("Content-Type", "text/xml; charset=UTF-8")
            .header("SOAPAction", "\"urn:pysim:gd:yk:tjysq\"")
            .POST(BodyPublishers.ofByteArray(body));
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> submit(byte[] form) throws Exception {
    return post("/wtr/install/submit", FORM, form);
  }

  private static HttpResponse<byte[]> ask(String bill) throws Exception {
    var order = Json.mapper().createObjectNode().put("partnerRef", bill);
    return post(
        "/wtr/install/progress",
        FORM,
        Twins.written("water", waterSettings, order, Format.FORM, "progress-request.jsonata"));
  }

  private static HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(at(water, path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> admin(String method, String path, String type, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + water.adminPort() + path))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body));
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static URI at(Twin twin, String path) {
    return URI.create(twin.places().get(0) + path);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return Json.read(answer.body());
  }
}
