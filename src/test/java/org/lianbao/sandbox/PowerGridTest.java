package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.shared.Digest;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PowerGridTest {

  private static final String ORDER = "BZ4109282026110900012-E";

  @TempDir Path data;
  private Town town;
  private ListeningHub hub;

  @BeforeEach
  void open() throws Exception {
    hub = new ListeningHub("/callbacks/power", request -> thanks("0000"));
    town = new Town(data).hub(hub.url()).start(Town.NEVER);
  }

  @AfterEach
  void close() {
    town.close();
    hub.close();
  }

  @Test
  void takesASignedApplication() throws Exception {
    var answer = send(envelope(body()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml; charset=UTF-8");
    assertThat(text(answer.body(), "FHDM")).isEqualTo("0000");
    assertThat(text(answer.body(), "GDLSH")).matches("3241[0-9]{13}");
  }

  @Test
  void answersARepeatWithTheSameNumber() throws Exception {
    var first = send(envelope(body())).body();
    var again = send(envelope(body())).body();

    assertThat(text(again, "FHDM")).isEqualTo("0011");
    assertThat(text(again, "GDLSH")).isEqualTo(text(first, "GDLSH"));
    send(envelope(body().replace("<SQRL>1600<", "<SQRL>800<")));
    var order = town.look("/admin/power/orders").get(0);
    assertThat(order.get("received").asInt()).isEqualTo(3);
    assertThat(order.get("conflicting").asBoolean()).isTrue();
  }

  @Test
  void fetchesTheFilesBehindTheLinks() throws Exception {
    var link = town.url("/openapi/bz/files/m01").toString();
    var content = Town.send(HttpRequest.newBuilder(URI.create(link)).build()).body();
    var digest = Digest.sm3(content);

    assertThat(text(send(envelope(bodyWithFile(link, digest))).body(), "FHDM")).isEqualTo("0000");

    assertThat(town.look("/admin/power/files").path(ORDER).path(0).path("sm3").asText())
        .isEqualTo(digest);
  }

  @Test
  void refusesAFileThatIsNotTheOneNamedAndTriesAgainWhereNobodyAnswers() throws Exception {
    var link = town.url("/openapi/bz/files/m01").toString();
    var nowhere = town.url("/openapi/bz/files/none").toString();
    var digest = "0".repeat(64);

    assertThat(text(send(envelope(bodyWithFile(link, digest))).body(), "FHXX"))
        .isEqualTo("材料文件无法读取或与摘要不符: 120110");
    assertThat(text(send(envelope(bodyWithFile(nowhere, digest))).body(), "FHDM"))
        .isEqualTo("0009");
    assertThat(text(send(envelope(bodyWithFile("http://127.0.0.1:9/x", digest))).body(), "FHDM"))
        .isEqualTo("9999");
    assertThat(town.look("/admin/power/orders")).isEmpty();
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    var body = body().replace("<LXR>李四</LXR>", "").replace("<DYDJ>10kV</DYDJ>", "<DYDJ/>");

    var answer = send(envelope(body)).body();

    assertThat(text(answer, "FHDM")).isEqualTo("0009");
    assertThat(text(answer, "FHXX")).isEqualTo("缺少参数: DYDJ, LXR");
  }

  @Test
  void namesWhatBreaksTheSchemaWithoutQuotingIt() throws Exception {
    var answer = send(envelope(body().replace("13800138000", "138 0013 8000"))).body();
    assertThat(text(answer, "FHDM")).isEqualTo("0009");
    assertThat(text(answer, "FHXX")).contains("LXDH").doesNotContain("0013");

    var swapped =
        body().replace("<KHLX>01</KHLX><YWLX>101</YWLX>", "<YWLX>101</YWLX><KHLX>01</KHLX>");
    assertThat(text(send(envelope(swapped)).body(), "FHDM")).isEqualTo("0009");
    var unknown = body().replace("<SFWX>", "<BZ>x</BZ><SFWX>");
    assertThat(text(send(envelope(unknown)).body(), "FHXX")).contains("BZ");
  }

  @Test
  void faultsABodyChangedAfterSigning() throws Exception {
    assertFault(send(envelope(body()).replace("<SQRL>1600<", "<SQRL>800<")), "ZY");
  }

  @Test
  void faultsWhatIsNotXmlOrHasADocumentType() throws Exception {
    assertFault(send("<soapenv:Envelope"), "XML");
    assertFault(send("<!DOCTYPE x [<!ENTITY e \"x\">]>" + envelope(body())), "DTD");
  }

  @Test
  void faultsOtherTypesCharsetsAndActions() throws Exception {
    var bytes = envelope(body()).getBytes(StandardCharsets.UTF_8);
    assertFault(send(bytes, Map.of("Content-Type", "application/soap+xml")), "Content-Type");
    assertFault(send(bytes, Map.of("Content-Type", "text/xml")), "Content-Type");
    assertFault(send(bytes, Map.of("SOAPAction", "\"urn:other\"")), "SOAPAction");
    assertFault(send(envelope(body()).getBytes(Charset.forName("GBK")), Map.of()), "UTF-8");
  }

  @Test
  void faultsAnIncompleteHeader() throws Exception {
    assertFault(send(envelope(body()).replace("<MBXT>PYGD</MBXT>", "")), "MBXT");
    assertFault(send(envelope(body()).replace("BZ_YSQ_TJ", "BZ_XXX")), "FWBM");
  }

  @Test
  void tellsItsStepsWithItsHabits() throws Exception {
    restart(Town.QUICK);
    send(envelope(body()));

    await().atMost(Duration.ofSeconds(60)).until(() -> hub.heard.size() == 9);

    var told = hub.heard.stream().map(PowerGridTest::body).toList();
    assertThat(told.stream().map(xml -> text(xml, "HJBM")))
        .containsExactly("02", "01", "03", "03", "07", "05", "06", "08", "09");
    assertThat(inner(told.get(3))).isEqualTo(inner(told.get(2))).contains("128000.00");
    assertThat(told.stream().map(xml -> text(xml, "QQLSH")).distinct()).hasSize(9);
    assertThat(text(told.get(1), "HJSJ")).isLessThanOrEqualTo(text(told.get(0), "HJSJ"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> town.look("/admin/power/orders").at("/0/finished").asBoolean());
  }

  @Test
  void signsItsCallbacksAndKeepsToItsOwnSchema() throws Exception {
    restart(Town.QUICK);
    send(envelope(body()));
    await().atMost(Duration.ofSeconds(60)).until(() -> hub.heard.size() == 9);

    for (var request : hub.heard) {
      var xml = body(request);
      assertThat(request.header("SOAPAction")).isEqualTo("\"urn:pysim:gd:yk:hjfk\"");
      assertThat(request.header("Content-Type")).isEqualTo("text/xml; charset=UTF-8");
      assertThat(text(xml, "ZY")).isEqualTo(Digest.sm3(Town.POWER_SECRET + inner(xml)));
      var element = (Element) parse(xml).getElementsByTagNameNS("urn:pysim:gd:yk", "hjfk").item(0);
      SchemaFactory.newDefaultInstance()
          .newSchema(PowerGridTest.class.getResource("/sandbox/power.xsd"))
          .newValidator()
          .validate(new DOMSource(element));
    }
  }

  @Test
  void tellsTheSameAgainUntilItIsAcknowledged() throws Exception {
    var calls = new AtomicInteger();
    hub.answer(
        request ->
            switch (calls.incrementAndGet()) {
              case 1 -> Reply.xml(500, "<fault/>");
              case 2 -> Reply.xml(200, "not XML");
              case 3 -> thanks("9999");
              default -> thanks("0000");
            });
    restart(Town.QUICK);
    send(envelope(body()));

    await().atMost(Duration.ofSeconds(60)).until(() -> hub.heard.size() >= 5);

    var numbers = hub.heard.stream().map(request -> text(body(request), "QQLSH")).toList();
    assertThat(numbers.subList(0, 4)).containsOnly(ORDER + "-01");
    assertThat(numbers.get(4)).isEqualTo(ORDER + "-02");
    assertThat(inner(body(hub.heard.get(3)))).isEqualTo(inner(body(hub.heard.get(0))));
  }

  @Test
  void goesOnAfterAKillWithWhatTheHubHasNotHeard() throws Exception {
    hub.answer(
        request -> text(body(request), "HJBM").equals("03") ? thanks("9999") : thanks("0000"));
    restart(Town.QUICK);
    var number = text(send(envelope(body())).body(), "GDLSH");
    await().atMost(Duration.ofSeconds(60)).until(() -> hub.heard.size() >= 3);

    town.kill();
    hub.heard.clear();
    hub.answer(request -> thanks("0000"));
    town.start(Town.QUICK);

    await().atMost(Duration.ofSeconds(60)).until(() -> hub.heard.size() == 7);
    assertThat(hub.heard.stream().map(request -> text(body(request), "QQLSH")))
        .isEqualTo(
            List.of("03", "04", "05", "06", "07", "08", "09").stream()
                .map(step -> ORDER + "-" + step)
                .collect(Collectors.toList()));
    assertThat(text(send(envelope(body())).body(), "GDLSH")).isEqualTo(number);
  }

  @Test
  void onRequestItTalksRubbishAndTheLaterStepBeforeTheEarlier() throws Exception {
    hub.answer(request -> isReadable(request) ? thanks("0000") : Reply.xml(500, "<fault/>"));
    restart(Town.QUICK);
    town.fault("power", "garbage", "");
    town.fault("power", "reorder", "");
    send(envelope(body()));

    await().atMost(Duration.ofSeconds(60)).until(() -> hub.heard.size() == 18);

    var readable = hub.heard.stream().map(PowerGridTest::isReadable).toList();
    assertThat(readable)
        .isEqualTo(
            Collections.nCopies(9, List.of(false, true)).stream().flatMap(List::stream).toList());
    assertThat(
            hub.heard.stream()
                .filter(PowerGridTest::isReadable)
                .map(request -> text(body(request), "QQLSH").substring(ORDER.length())))
        .containsExactly("-02", "-01", "-04", "-03", "-06", "-05", "-08", "-07", "-09");
  }

  @Test
  void onRequestItIsFlakyAndRefusesInItsOwnWords() throws Exception {
    town.fault("power", "flaky", "2");
    town.fault("power", "refuse", "");

    assertThat(text(send(envelope(body())).body(), "FHDM")).isEqualTo("0010");
    assertThat(text(send(envelope(body())).body(), "FHDM")).isEqualTo("9999");
    assertThat(town.look("/admin/power/orders")).isEmpty();
  }

  private static boolean isReadable(Request request) {
    return new String(request.body(), StandardCharsets.ISO_8859_1).startsWith("<soapenv");
  }

  private void restart(Duration pace) {
    town.close();
    town.start(pace);
  }

  private static void assertFault(HttpResponse<String> answer, String reason) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(text(answer.body(), "faultcode")).isEqualTo("soapenv:Client");
    assertThat(text(answer.body(), "faultstring")).contains(reason);
  }

  private static Reply thanks(String code) {
    return Reply.xml(
        200,
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            + "<yk:hjfkXy xmlns:yk=\"urn:pysim:gd:yk\"><FHDM>"
            + code
            + "</FHDM></yk:hjfkXy></s:Body></s:Envelope>");
  }

  private static String body() {
    return "<yk:tjysq><YSQBH>"
        + ORDER
        + "</YSQBH><XMDM>2609-410928-04-01-123456</XMDM><XMMC>年产2万吨新材料项目</XMMC>"
        + "<YHMC>濮阳县测试新材料有限公司</YHMC><TYSHXYDM>91410928MA0TE5T16H</TYSHXYDM><KHLX>01</KHLX>"
        + "<YWLX>101</YWLX><YYHBH/><YDDZ>濮阳县开发区1号</YDDZ><QXBM>410928</QXBM><GDDW>4109280</GDDW>"
        + "<SQRL>1600</SQRL><HTRL>1600</HTRL><DYDJ>10kV</DYDJ><FHDJ>3</FHDJ><YDLB>大工业</YDLB>"
        + "<BYQ>1x1600</BYQ><LXR>李四</LXR><LXDH>13800138000</LXDH><QWSDRQ>20270301</QWSDRQ>"
        + "<SFWX>1</SFWX></yk:tjysq>";
  }

  private static String bodyWithFile(String link, String digest) {
    return body()
        .replace(
            "</SFWX>",
            "</SFWX><CLLB><CL><CLLX>120110</CLLX><WJMC>营业执照.pdf</WJMC><WJDZ>"
                + link
                + "</WJDZ><WJZY>"
                + digest
                + "</WJZY></CL></CLLB>");
  }

  private static String envelope(String body) {
    return "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:yk=\"urn:pysim:gd:yk\"><soapenv:Header><yk:BWT><FWBM>BZ_YSQ_TJ</FWBM>"
        + "<YXT>PYXBZ</YXT><MBXT>PYGD</MBXT><QQLSH>"
        + ORDER
        + "</QQLSH><QQSJ>20261109101500</QQSJ><ZY>"
        + Digest.sm3(Town.POWER_SECRET + body)
        + "</ZY></yk:BWT></soapenv:Header><soapenv:Body>"
        + body
        + "</soapenv:Body></soapenv:Envelope>";
  }

  private HttpResponse<String> send(String envelope) throws Exception {
    return send(envelope.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private HttpResponse<String> send(byte[] envelope, Map<String, String> other) throws Exception {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "text/xml; charset=UTF-8");
    headers.put("SOAPAction", "\"urn:pysim:gd:yk:tjysq\"");
    headers.putAll(other);
    return town.post("/yk/services/bz", envelope, headers);
  }

  private static String body(Request request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  private static String inner(String envelope) {
    return envelope.replaceAll("(?s).*<soapenv:Body>(.*)</soapenv:Body>.*", "$1");
  }

  private static String text(String xml, String name) {
    try {
      return parse(xml).getElementsByTagName(name).item(0).getTextContent();
    } catch (Exception e) {
      throw new AssertionError("no " + name, e);
    }
  }

  private static Document parse(String xml) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }
}
