package org.lianbao.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.application.Forms.formal;
import static org.lianbao.application.Forms.with;
import static org.lianbao.intake.IntakeContext.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lianbao.intake.Applications.Answer;
import org.lianbao.intake.Applications.Letter;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = IntakeContext.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
class QueuedApplicationsTest {

  @LocalServerPort private int port;
  @Autowired private Applications applications;

  @Test
  void takesAMessageHoweverOldAndAnswersARepeatTheSame() {
    var body = County.bytes(fresh());
    var properties = signed(body, NOW.minus(Duration.ofDays(40)));

    var first = take(body, properties);
    var again = take(body, properties);

    assertThat(first.status()).isEqualTo(202);
    assertThat(Json.read(first.body().getBytes(StandardCharsets.UTF_8)).path("caseNo").asText())
        .isEqualTo(first.caseNo());
    assertThat(again).isEqualTo(first);
  }

  @Test
  void oneRequestIsOneCaseWhicheverWayItComes() {
    var form = fresh();
    var body = County.bytes(form);

    var overHttp = new County(port).post(form);
    var overTheQueue = take(body, signed(body, NOW));

    assertThat(overTheQueue.body()).isEqualTo(overHttp.text());
    assertThat(overTheQueue.requestId()).isEqualTo(form.path("requestId").asText());
  }

  @Test
  void anotherFormForTheSameNumberIsAnAmendmentHereToo() {
    var form = fresh();
    var first = new County(port).post(form).json();
    form.put("requestId", UUID.randomUUID().toString()).put("remark", "改一处");
    var body = County.bytes(form);

    var answer = take(body, signed(body, NOW));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.caseNo()).isEqualTo(first.path("caseNo").asText());
    assertThat(Json.read(answer.body(), JsonNode.class).path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void answersARepeatOfAWrongFormTheSame() {
    var body = County.bytes(with(fresh(), "/applicant/certNo", "\"91410928MA0TE5T160\""));
    var properties = signed(body, NOW);

    var first = take(body, properties);

    assertThat(first.status()).isEqualTo(422);
    assertThat(take(body, properties)).isEqualTo(first);
  }

  @Test
  void namesThePropertyThatIsMissingOrWrong() {
    var body = County.bytes(fresh());
    for (var name : new String[] {"app_key", "timestamp", "nonce", "sign"}) {
      var properties = new HashMap<>(signed(body, NOW));
      properties.remove(name);
      assertRefused(take(body, properties), 401, "MISSING_HEADER", "缺少属性 " + name);
    }
    assertRefused(
        take("{}".getBytes(StandardCharsets.UTF_8), signed(body, NOW)),
        401,
        "BAD_SIGNATURE",
        "sign");
    var early = signed(body, NOW.plus(Duration.ofSeconds(301)));
    assertRefused(take(body, early), 401, "STALE_TIMESTAMP", "timestamp");
    var other = new HashMap<>(signed(body, NOW));
    other.put("request_id", "another");
    assertRefused(take(body, other), 400, "REQUEST_ID_DIFFERS", "request_id");
  }

  @Test
  void aSignatureForAnotherQueueOrForHttpDoesNotHold() {
    var body = County.bytes(fresh());

    var letter = new Letter("JMS", "OTHER", signed(body, NOW), body);

    assertRefused(applications.take(letter, "trace"), 401, "BAD_SIGNATURE", "sign");
  }

  @Test
  void refusesWhatIsTooLargeOrNoFormUnderTheIdThatStandsBesideIt() {
    var huge = new byte[Body.LIMIT + 1];
    assertRefused(take(huge, signed(huge, NOW)), 413, "TOO_LARGE", "1 MiB");
    var broken = "{".getBytes(StandardCharsets.UTF_8);
    var properties = new HashMap<>(signed(broken, NOW));
    properties.put("request_id", "r-1");

    var answer = take(broken, properties);

    assertRefused(answer, 400, "MALFORMED", "JSON");
    assertThat(answer.requestId()).isEqualTo("r-1");
  }

  private static void assertRefused(Answer answer, int status, String code, String words) {
    var problem = Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.caseNo()).isNull();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("traceId").asText()).isEqualTo("trace");
    assertThat(problem.path("detail").asText()).contains(words);
  }

  private Answer take(byte[] body, Map<String, String> properties) {
    return applications.take(new Letter("JMS", "QUEUE", properties, body), "trace");
  }

  private static Map<String, String> signed(byte[] body, Instant at) {
    var time = Long.toString(at.toEpochMilli());
    var nonce = UUID.randomUUID().toString();
    var canonical =
        String.join("\n", "JMS", "QUEUE", "", IntakeContext.APP_KEY, time, nonce, Digest.sm3(body));
    return Map.of(
        "app_key",
        IntakeContext.APP_KEY,
        "timestamp",
        time,
        "nonce",
        nonce,
        "sign",
        Digest.hmacSm3(IntakeContext.SECRET, canonical));
  }

  private static ObjectNode fresh() {
    return formal()
        .put("requestId", UUID.randomUUID().toString())
        .put("upstreamApplyNo", "GG" + UUID.randomUUID());
  }
}
