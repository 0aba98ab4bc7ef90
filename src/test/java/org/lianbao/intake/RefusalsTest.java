package org.lianbao.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.intake.County.Answer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = IntakeContext.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
class RefusalsTest {

  private static final byte[] NOTHING = {};

  @LocalServerPort private int port;

  private County county;

  @BeforeEach
  void callTheCounty() {
    county = new County(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-App-Key", "X-Timestamp", "X-Nonce", "X-Sign"})
  void namesTheHeaderThatIsMissing(String header) {
    var answer = county.post(County.bytes(IntakeTest.fresh()), Map.of(header, ""));

    refused(answer, 401, "MISSING_HEADER");
    assertThat(answer.json().path("detail").asText()).contains(header);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("HMAC-SM3");
  }

  @ParameterizedTest
  @CsvSource({
    "X-App-Key, somebody-else, UNKNOWN_APP_KEY",
    "X-Timestamp, yesterday, BAD_TIMESTAMP",
    "X-Timestamp, 1794190350, BAD_TIMESTAMP",
    "X-Nonce, another, BAD_SIGNATURE",
    "X-Nonce, two words, BAD_NONCE",
    "X-Sign, 00, BAD_SIGNATURE",
  })
  void refusesAWrongHeader(String header, String value, String code) {
    var answer = county.post(County.bytes(IntakeTest.fresh()), Map.of(header, value));

    refused(answer, 401, code);
    assertThat(answer.json().path("detail").asText()).contains(header.replace("X-Nonce", "X-"));
  }

  @ParameterizedTest
  @CsvSource({"-300000, 202", "300000, 202", "-300001, 401", "300001, 401"})
  void takesTimestampsWithinThreeHundredSeconds(long off, int status) {
    var body = County.bytes(IntakeTest.fresh());
    var timestamp = String.valueOf(IntakeContext.NOW.toEpochMilli() + off);

    assertThat(county.post(body, County.signed(body, timestamp)).status()).isEqualTo(status);
  }

  @Test
  void refusesABodyChangedUnderWay() {
    var body = County.bytes(IntakeTest.fresh());
    var headers = County.signed(body);
    var changed = Arrays.copyOf(body, body.length + 1);
    changed[body.length] = ' ';

    var answer = county.post(changed, headers);

    refused(answer, 401, "BAD_SIGNATURE");
    assertThat(answer.text()).doesNotContain(headers.get("X-Sign"));
  }

  @Test
  void takesASignatureInCapitals() {
    var body = County.bytes(IntakeTest.fresh());
    var headers = County.signed(body);
    headers.computeIfPresent("X-Sign", (name, sign) -> sign.toUpperCase(java.util.Locale.ROOT));

    assertThat(county.post(body, headers).status()).isEqualTo(202);
  }

  @Test
  void refusesARequestIdThatDiffersFromTheForms() {
    var form = IntakeTest.fresh();

    refused(
        county.post(County.bytes(form), Map.of("X-Request-Id", "other")),
        400,
        "REQUEST_ID_DIFFERS");
    assertThat(
            county
                .post(
                    County.bytes(form), Map.of("X-Request-Id", form.path("requestId").textValue()))
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,,}|第 1 行第 8 字节",
        "{\"a\":1,\"a\":2}|第 1 行",
        "{} {}|第 1 行",
        "nonsense|第 1 行",
        "``|为空",
      })
  void saysWhereABodyIsNotJson(String body, String place) {
    var answer = county.post(body.getBytes(StandardCharsets.UTF_8), Map.of());

    refused(answer, 400, "MALFORMED");
    assertThat(answer.json().path("detail").asText()).contains(place);
  }

  @Test
  void saysWhereABodyIsNotUtf8() {
    var body = "{\n \"a\": \"联\"}".getBytes(java.nio.charset.Charset.forName("GB18030"));

    var answer = county.post(body, Map.of());

    refused(answer, 400, "MALFORMED");
    assertThat(answer.json().path("detail").asText()).contains("UTF-8", "第 2 行第 8 字节");
  }

  @Test
  void takesNoUtf16() {
    refused(county.post("{}".getBytes(StandardCharsets.UTF_16BE), Map.of()), 400, "MALFORMED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/json;charset=GBK", ""})
  void takesNothingButJsonInUtf8(String contentType) {
    refused(
        county.post(County.bytes(IntakeTest.fresh()), Map.of("Content-Type", contentType)),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void takesAMebibyteAndNotAByteMore() {
    var form = County.bytes(IntakeTest.fresh());
    var full = Arrays.copyOf(form, Body.LIMIT);
    Arrays.fill(full, form.length, full.length, (byte) ' ');

    assertThat(county.post(full, Map.of()).status()).isEqualTo(202);
    refused(county.post(Arrays.copyOf(full, Body.LIMIT + 1), Map.of()), 413, "TOO_LARGE");
  }

  @Test
  void answersWhatTheFrameworkRefusesAsAProblem() {
    refused(county.send("GET", "/api/v1/nowhere", NOTHING, Map.of()), 404, "NOT_FOUND");
    var method = county.send("DELETE", County.PATH, NOTHING, Map.of());
    refused(method, 405, "METHOD_NOT_ALLOWED");
    assertThat(method.header("Allow")).isEqualTo("POST");
    refused(county.send("GET", "/api/v1/neighbour", NOTHING, Map.of()), 400, "BAD_REQUEST");
    refused(county.send("GET", "/api/v1/neighbour?limit=x", NOTHING, Map.of()), 400, "BAD_REQUEST");
  }

  @Test
  void answersADefectWithoutItsInternals() {
    var answer = county.send("GET", "/api/v1/neighbour?limit=7", NOTHING, Map.of());

    refused(answer, 500, "INTERNAL_ERROR");
    assertThat(answer.text()).doesNotContain("limit was", "IllegalState");
  }

  @Test
  void leavesPathsOutsideTheApiAlone() {
    var answer = county.send("GET", "/nowhere", NOTHING, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isNotEqualTo("application/problem+json");
  }

  @Test
  void goesOnWithAValidTraceAndBeginsAnotherForAnInvalidOne() {
    var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var parents = new HashMap<String, Boolean>();
    parents.put("00-" + trace + "-00f067aa0ba902b7-01", true);
    parents.put("ff-" + trace + "-00f067aa0ba902b7-01", false);
    parents.put("00-" + trace + "-0000000000000000-01", false);
    parents.put("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", false);
    parents.put(trace, false);

    parents.forEach(
        (parent, goesOn) -> {
          var headers = Map.of("traceparent", parent);
          var answer = county.send("GET", "/api/v1/nowhere", NOTHING, headers);
          assertThat(answer.header("X-Trace-Id")).matches("[0-9a-f]{32}");
          assertThat(answer.header("X-Trace-Id").equals(trace)).isEqualTo(goesOn);
          assertThat(answer.json().path("traceId").asText()).isEqualTo(answer.header("X-Trace-Id"));
        });
  }

  private static void refused(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asText()).matches("\\p{IsHan}.* / .*");
    assertThat(answer.json().path("detail").asText()).matches("(?s).*\\p{IsHan}.* / .*");
    assertThat(answer.json().path("traceId").asText()).matches("[0-9a-f]{32}");
  }
}
