package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.Yaml;

/** Bad requests, thousands of them, at every HTTP door but those of partners. */
class HostileRequestsTest {

  private static final long SEED = 20261122;
  private static final String APPLICATIONS = "/api/v1/applications";
  private static final List<String> METHODS =
      List.of(
          "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "EVIL");

  private final Town town = Town.open();
  private final Wire wire = Wire.to(town);
  private final Hostile hostile = new Hostile(SEED);
  private final LogWatch log = new LogWatch();

  @BeforeAll
  static void tellTheSeed() {
    System.out.println("hostile requests, seed " + SEED);
  }

  @AfterEach
  void theLogIsCleanAndTheHubStillServes() {
    log.close();
    log.assertClean();
    assertThat(town.raw(get("/")).statusCode()).isEqualTo(200);
  }

  @Test
  void theCountysDoorRefusesWhatIsBadAndLosesNoApplicationAmongIt() {
    var tally = new Tally("county API");
    var good = new ArrayList<ObjectNode>();
    for (var i = 0; i < 600; i++) {
      if (i % 75 == 0) {
        var form = town.application("WATER");
        good.add(form);
        tally.add(() -> post(bytes(form), Map.of()));
      }
      var form = town.application("WATER", "POWER", "GAS", "HEAT");
      form.withObject("/applicant").put("contactName", Hostile.PERSON);
      var body =
          switch (i % 3) {
            case 0 -> bytes(hostile.twist(form));
            case 1 -> hostile.spoil(bytes(form));
            default -> Hostile.JSON_BODIES.get(i / 3 % Hostile.JSON_BODIES.size());
          };
      var changes = i % 10 == 9 ? spoiltHeaders() : Map.<String, String>of();
      tally.add(() -> post(body, changes));
    }
    for (var method : METHODS) {
      tally.add(() -> wire.ask(method, APPLICATIONS, Map.of(), new byte[0]));
    }

    Tally.assertNoFault(tally.run());

    assertThat(good).allSatisfy(form -> assertThat(cases(form)).isEqualTo(1));
  }

  @Test
  void aForgedOrReplayedSignatureOpensNoCase() {
    var tally = new Tally("county API, signatures");
    var forms = new ArrayList<ObjectNode>();
    for (var i = 0; i < 40; i++) {
      var form = town.application("WATER");
      forms.add(form);
      var body = bytes(form);
      var signed = signed(body, clock().now().toEpochMilli());
      signed.put("X-Sign", hostile.number(2) == 0 ? "0".repeat(64) : signed.get("X-Nonce"));
      tally.add(() -> wire.ask("POST", APPLICATIONS, signed, body));
      var old = signed(body, clock().now().toEpochMilli() - 301_000);
      tally.add(() -> wire.ask("POST", APPLICATIONS, old, body));
      var others = signed(bytes(town.application("GAS")), clock().now().toEpochMilli());
      tally.add(() -> wire.ask("POST", APPLICATIONS, others, body));
    }

    assertThat(tally.run()).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401));
    assertThat(forms).allSatisfy(form -> assertThat(cases(form)).isZero());

    var form = town.application("WATER");
    var signed = signed(bytes(form), clock().now().toEpochMilli());
    var replays = new Tally("county API, replays");
    for (var i = 0; i < 20; i++) {
      replays.add(() -> wire.ask("POST", APPLICATIONS, signed, bytes(form)));
    }
    assertThat(replays.run()).filteredOn(answer -> answer.status() == 202).hasSize(1);
    assertThat(cases(form)).isEqualTo(1);
  }

  @Test
  void readersPagesAndFilesRefuseWhateverIsAskedFor() {
    var tally = new Tally("read API, pages, links");
    var places =
        List.of(
            "/api/v1/cases/%s",
            "/api/v1/cases/%s/events",
            "/api/v1/cases/%s/deliveries",
            "/api/v1/cases?q=%s",
            "/api/v1/cases?status=%s&service=%s",
            "/api/v1/cases?offset=%s&limit=%s",
            "/api/v1/cases?changedAfter=%s",
            "/api/v1/cases/BZ1/events?after=%s",
            "/?q=%s&lang=%s",
            "/fragments/cases?seen=%s",
            "/cases/%s?lang=%s",
            "/fragments/cases/%s?seen=%s",
            "/files/%s",
            "/files/%s.water.1.%s",
            "/actuator/%s",
            "/static/%s",
            "/error?%s",
            "/%s");
    for (var place : places) {
      for (var text : Hostile.TEXTS) {
        var short_ = text.substring(0, Math.min(1_500, text.length()));
        var word = URLEncoder.encode(short_, StandardCharsets.UTF_8).replace("+", "%20");
        tally.add(() -> wire.ask("GET", place.replace("%s", word), Map.of(), new byte[0]));
      }
      for (var word : List.of("%00", "%zz", "%c0%ae%c0%ae", "..%2f..%2f", "%2e%2e/", ";a=b", "|")) {
        tally.add(() -> wire.ask("GET", place.replace("%s", word), Map.of(), new byte[0]));
      }
      for (var method : METHODS) {
        tally.add(() -> wire.ask(method, place.replace("%s", "1"), Map.of(), new byte[0]));
      }
    }
    for (var value : Hostile.HEADERS) {
      for (var name :
          List.of("Accept", "Accept-Language", "If-None-Match", "traceparent", "Range", "Cookie")) {
        tally.add(() -> wire.ask("GET", "/api/v1/cases", Map.of(name, value), new byte[0]));
        tally.add(() -> wire.ask("GET", "/", Map.of(name, value), new byte[0]));
      }
    }

    Tally.assertNoFault(tally.run());
  }

  @Test
  void theOperatorsDoorAndTheWindowTakeNothingBadEvenFromWhoHasTheToken() {
    var tally = new Tally("operator and window");
    var operator = Map.of("Authorization", "Bearer " + operatorToken());
    var caseNo = town.apply(town.application("WATER")).caseNo();
    var acts = List.of("reports", "survey", "slots", "meetings", "payments", "notes", "overrides");
    for (var text : Hostile.TEXTS) {
      var word =
          URLEncoder.encode(
                  text.substring(0, Math.min(1_000, text.length())), StandardCharsets.UTF_8)
              .replace("+", "%20");
      for (var place :
          List.of(
              "/operator/partners/%s/rehearsal",
              "/operator/partners/water/rehearsal?last=%s",
              "/operator/partners/water/orders/%s",
              "/operator/changes?partner=%s",
              "/operator/changes?limit=%s",
              "/operator/%s")) {
        tally.add(() -> wire.ask("GET", place.replace("%s", word), operator, new byte[0]));
        tally.add(() -> wire.ask("GET", place.replace("%s", word), Map.of(), new byte[0]));
      }
      for (var place :
          List.of(
              "/operator/partners/%s/redrive",
              "/operator/partners/water/redrive?dry=%s",
              "/operator/partners/%s/apply?by=x",
              "/operator/partners/%s/apply")) {
        tally.add(() -> wire.ask("POST", place.replace("%s", word), operator, new byte[0]));
      }
      var staff =
          Map.of("Authorization", "Bearer " + staffToken(), "Content-Type", "application/json");
      for (var act : acts) {
        var body = hostile.twist(act(caseNo, text));
        tally.add(
            () -> wire.ask("POST", "/api/v1/cases/" + caseNo + "/" + act, staff, bytes(body)));
      }
      tally.add(
          () ->
              wire.ask(
                  "POST",
                  "/api/v1/cases/" + word + "/notes",
                  staff,
                  bytes(Json.mapper().createObjectNode())));
    }
    var staff =
        Map.of("Authorization", "Bearer " + staffToken(), "Content-Type", "application/json");
    for (var body : Hostile.JSON_BODIES) {
      tally.add(() -> wire.ask("POST", "/api/v1/cases/" + caseNo + "/notes", staff, body));
    }

    Tally.assertNoFault(tally.run());
  }

  @Test
  void whatIsNoHttpAtAllIsRefusedOrHungUpOn() {
    var tally = new Tally("wire");
    var end = "Connection: close\r\n\r\n";
    var host = "Host: 127.0.0.1\r\n";
    var post = "POST " + APPLICATIONS + " HTTP/1.1\r\n" + host;
    var requests =
        List.of(
            "\r\n\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/0.9\r\n\r\n",
            "GET / HTTP/9.9\r\n" + host + end,
            "GET / HTTP/1.1\r\n" + end,
            "GET / HTTP/1.1\r\n" + host + host + end,
            "GET / HTTP/1.1\r\nHost: \u0000\r\n" + end,
            "GET / HTTP/1.1\r\nHost: a b\r\n" + end,
            "GET http://169.254.169.254/ HTTP/1.1\r\n" + host + end,
            "GET /../../../../etc/passwd HTTP/1.1\r\n" + host + end,
            "GET //etc//passwd HTTP/1.1\r\n" + host + end,
            "GET /\u0000 HTTP/1.1\r\n" + host + end,
            "GET /" + Hostile.PERSON + " HTTP/1.1\r\n" + host + end,
            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n" + host + end,
            "GET / HTTP/1.1\r\n" + host + "X: " + "a".repeat(100_000) + "\r\n" + end,
            "GET / HTTP/1.1\r\n" + host + "X: a\r\n".repeat(5_000) + end,
            "GET / HTTP/1.1\r\n" + host + "X: a\r\n folded\r\n" + end,
            "GET / HTTP/1.1\r\n" + host + "X y: a\r\n" + end,
            "GET / HTTP/1.1\r\n" + host + ": a\r\n" + end,
            "GET / HTTP/1.1\n" + host + end,
            post + "Content-Length: -1\r\n" + end,
            post + "Content-Length: 99999999999999999999\r\n" + end,
            post + "Content-Length: 5\r\nContent-Length: 6\r\n" + end + "hello!",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + end + "0\r\n\r\n",
            post + "Transfer-Encoding: gzip, chunked\r\n" + end + "0\r\n\r\n",
            post + "Transfer-Encoding: evil\r\n" + end + "0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n" + end + "ZZ\r\nx\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n" + end + "FFFFFFFFFFFF\r\nx",
            post + "Transfer-Encoding: chunked\r\n" + end + "1;" + "x".repeat(100_000) + "\r\n",
            post + "Expect: 200-maybe\r\n" + end,
            post + "Content-Type: \u0000\r\nContent-Length: 0\r\n" + end,
            post
                + "Content-Type: application/json; charset=evil\r\nContent-Length: 2\r\n"
                + end
                + "{}",
            post
                + "Content-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                + end
                + "{}",
            post + "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n" + end + "{}",
            post
                + "Content-Type: multipart/form-data; boundary=\"\r\nContent-Length: 2\r\n"
                + end
                + "{}",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "OPTIONS * HTTP/1.1\r\n" + host + end,
            "GET * HTTP/1.1\r\n" + host + end,
            "GET / HTTP/1.1\r\n"
                + host
                + "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\nGET / HTTP/1.1\r\n"
                + host
                + end);
    for (var request : requests) {
      tally.add(() -> sentAndShut(request.getBytes(StandardCharsets.UTF_8)));
    }
    var valid = (post + end).getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < 200; i++) {
      var spoilt = hostile.spoil(valid);
      tally.add(() -> sentAndShut(spoilt));
    }

    Tally.assertNoFault(tally.run());
  }

  /** Half a request, mostly: then its sender has nothing more to say. */
  private Wire.Answer sentAndShut(byte[] bytes) throws IOException {
    try (var socket = wire.open()) {
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
      } catch (IOException e) {
        // The hub had heard enough.
      }
      return Wire.answer(socket);
    }
  }

  private ObjectNode act(String caseNo, String text) {
    var body = Json.mapper().createObjectNode();
    body.put("orderNo", caseNo + "-W").put("event", "CONTACT_MADE").put("occurredAt", text);
    body.put("text", text).put("reason", text).put("date", "2026-11-30").put("at", text);
    body.putObject("attributes").put("handler", text).put("remark", Hostile.PERSON);
    body.putArray("slots").add(text);
    return body;
  }

  private Wire.Answer post(byte[] body, Map<String, String> changes) {
    var headers = signed(body, clock().now().toEpochMilli());
    headers.put("Content-Type", "application/json");
    headers.putAll(changes);
    return wire.ask("POST", APPLICATIONS, headers, body);
  }

  private Map<String, String> spoiltHeaders() {
    var names =
        List.of("X-App-Key", "X-Timestamp", "X-Nonce", "X-Sign", "X-Request-Id", "Content-Type");
    return Map.of(
        names.get(hostile.number(names.size())),
        Hostile.HEADERS.get(hostile.number(Hostile.HEADERS.size())));
  }

  private HashMap<String, String> signed(byte[] body, long millis) {
    var nonce = UUID.randomUUID().toString();
    var key = town.setting("county", "app-key");
    var time = Long.toString(millis);
    var canonical = String.join("\n", "POST", APPLICATIONS, "", key, time, nonce, Digest.sm3(body));
    var headers = new HashMap<String, String>();
    headers.put("X-App-Key", key);
    headers.put("X-Timestamp", time);
    headers.put("X-Nonce", nonce);
    headers.put("X-Sign", Digest.hmacSm3(town.setting("county", "secret"), canonical));
    headers.put("Content-Type", "application/json");
    return headers;
  }

  private long cases(JsonNode form) {
    return town.bean(JdbcClient.class)
        .sql("select count(*) from case_file where upstream_apply_no = ?")
        .param(form.path("upstreamApplyNo").asText())
        .query(Long.class)
        .single();
  }

  private java.net.http.HttpRequest get(String path) {
    return java.net.http.HttpRequest.newBuilder(town.hubUrl().resolve(path)).build();
  }

  private String operatorToken() {
    try {
      return Json.read(Files.readAllBytes(town.data().resolve("operator.json")))
          .path("token")
          .asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String staffToken() {
    try {
      Map<String, Map<String, String>> people =
          new Yaml().load(Files.readString(town.data().resolve("staff.yaml")));
      return people.get("窗口").get("token");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Clock clock() {
    return town.bean(Clock.class);
  }

  private static byte[] bytes(JsonNode document) {
    return Json.write(document).getBytes(StandardCharsets.UTF_8);
  }
}
