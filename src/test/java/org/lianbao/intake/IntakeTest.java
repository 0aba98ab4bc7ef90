package org.lianbao.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.application.Forms.formal;
import static org.lianbao.application.Forms.with;
import static org.lianbao.application.Forms.without;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.Cases;
import org.lianbao.intake.County.Answer;
import org.lianbao.intake.SignatureCheck.Caller;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(
    classes = IntakeContext.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
class IntakeTest {

  @LocalServerPort private int port;
  @Autowired private Cases cases;
  @Autowired private Requests requests;
  @Autowired private IntakeContext.WantedFiles files;
  @Autowired private JdbcClient db;

  private County county;

  @BeforeEach
  void callTheCounty() {
    county = new County(port);
  }

  @Test
  void opensACaseAndSaysWhereToReadIt() {
    var form = fresh();

    var answer = county.post(form);

    assertThat(answer.status()).isEqualTo(202);
    var accepted = answer.json();
    var caseNo = accepted.path("caseNo").asText();
    assertThat(caseNo).startsWith("BZ");
    assertThat(accepted.path("revision").asInt()).isEqualTo(1);
    assertThat(accepted.path("status").asText()).isEqualTo("ACCEPTED_FOR_PROCESSING");
    assertThat(accepted.at("/warnings/0/code").asText()).isEqualTo("M14_MISSING");
    assertThat(accepted.at("/links/self").asText()).isEqualTo("/api/v1/cases/" + caseNo);
    assertThat(accepted.at("/links/events").asText())
        .isEqualTo("/api/v1/cases/" + caseNo + "/events");
    assertThat(accepted.at("/links/page").asText()).isEqualTo("/cases/" + caseNo);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/cases/" + caseNo);
    assertThat(count(form)).isEqualTo(1);
  }

  @Test
  void tellsEveryFaultOfAFormAtOnce() {
    var form = with(fresh(), "/applicant/certNo", "\"91410928MA0TE5T160\"");
    without(form, "/applicant/contactMobile");
    without(form, "/gas/hourlyMax");

    var answer = county.post(form);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("INVALID_FORM");
    assertThat(answer.json().path("traceId").asText()).isEqualTo(answer.header("X-Trace-Id"));
    assertThat(answer.json().path("errors"))
        .filteredOn(fault -> fault.path("severity").asText().equals("ERROR"))
        .extracting(fault -> fault.path("pointer").asText())
        .containsExactly("/applicant/certNo", "/applicant/contactMobile", "/gas/hourlyMax");
    assertThat(answer.text()).doesNotContain("91410928MA0TE5T160");
    assertThat(count(form)).isZero();
  }

  @Test
  void givesTheFirstAnswerAgainToARepeatHoweverItIsSpelt() {
    var form = fresh();
    var first = county.post(form);
    var spelt =
        Json.write(form)
            .replace("120.0", "1.2e2")
            .replace("\"requestId\"", "\n \"requestId\"")
            .getBytes(StandardCharsets.UTF_8);

    var again = county.post(form);
    var otherwise = county.post(spelt, Map.of());

    assertThat(List.of(again, otherwise)).extracting(Answer::status).containsOnly(202);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(otherwise.text()).isEqualTo(first.text());
    assertThat(count(form)).isEqualTo(1);
  }

  @Test
  void refusesOneRequestIdForTwoMeanings() {
    var form = fresh();
    county.post(form);

    var answer = county.post(with(form, "/water/dailyMax", "130"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("REQUEST_ID_REUSED");
  }

  @Test
  void leadsANewRequestWithTheSameMeaningToTheSameCase() {
    var form = fresh();
    var first = county.post(form);

    var answer = county.post(form.put("requestId", UUID.randomUUID().toString()));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json()).isEqualTo(first.json());
    assertThat(count(form)).isEqualTo(1);
  }

  @Test
  void takesAnotherFormForTheSameNumberAsAnAmendment() {
    var form = fresh();
    var first = county.post(form).json();
    form.put("requestId", UUID.randomUUID().toString());
    with(form, "/water/dailyMax", "130");

    var answer = county.post(form);
    var again = county.post(form);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("caseNo")).isEqualTo(first.path("caseNo"));
    assertThat(answer.json().path("revision").asInt()).isEqualTo(2);
    assertThat(again.text()).isEqualTo(answer.text());
    assertThat(count(form)).isEqualTo(1);
    var caseNo = first.path("caseNo").asText();
    assertThat(asked(caseNo)).isEqualTo("somebody");
    assertThat(files.wanted).contains(caseNo + " 1", caseNo + " 2");
  }

  @Test
  void saysWhyTheRecordForbidsAnAmendmentAndSpendsItsNonce() {
    var form = fresh();
    county.post(form);
    form.put("requestId", UUID.randomUUID().toString());
    var body = County.bytes(with(form, "/services", "[\"WATER\"]"));
    var headers = County.signed(body);

    var answer = county.post(body, headers);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("CONNECTED");
    assertThat(answer.json().path("detail").asText()).isEqualTo("供气已接通 / gas is connected");
    assertThat(county.post(body, headers).code()).isEqualTo("REPLAYED");
  }

  @Test
  void withdrawsOnceHoweverOftenItIsAsked() {
    var caseNo = county.post(fresh()).json().path("caseNo").asText();
    var withdrawal = withdrawal("WATER");

    var answer = county.ask(caseNo, "withdrawal", withdrawal);
    var again = county.ask(caseNo, "withdrawal", withdrawal);
    var other = county.ask(caseNo, "withdrawal", withdrawal.deepCopy().put("reason", "另有原因"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("about")).extracting(it -> it.asText()).containsExactly("WATER");
    assertThat(answer.header("Location")).isEqualTo("/api/v1/cases/" + caseNo);
    assertThat(again.text()).isEqualTo(answer.text());
    assertThat(other.code()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(asked(caseNo)).isEqualTo("|somebody 项目缓建");
  }

  @Test
  void tellsEveryFaultOfAWithdrawalAtOnceAndWhyOneCannotBe() {
    var caseNo = county.post(fresh()).json().path("caseNo").asText();
    var faulty = withdrawal("water");
    faulty.remove("reason");
    faulty.put("why", "x");

    var answer = county.ask(caseNo, "withdrawal", faulty);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
    assertThat(answer.json().path("errors"))
        .extracting(fault -> fault.path("pointer").asText())
        .containsExactlyInAnyOrder("/services/0", "/reason", "/why");
    assertThat(county.ask(caseNo, "withdrawal", withdrawal("GAS")).code()).isEqualTo("CONNECTED");
    assertThat(county.ask("BZ0", "withdrawal", withdrawal("WATER")).status()).isEqualTo(404);
  }

  @Test
  void takesAnAnswerToACorrectionOnlyIfItIsSigned() {
    var caseNo = county.post(fresh()).json().path("caseNo").asText();
    var answer = Json.mapper().createObjectNode().put("requestId", UUID.randomUUID().toString());
    answer.put("remark", "原件已核，无需变更").putArray("orderNos").add(caseNo + "-W");

    var unsigned =
        county.send(
            "POST",
            "/api/v1/cases/" + caseNo + "/corrections",
            County.bytes(answer),
            Map.of("Content-Type", "application/json"));

    assertThat(unsigned.code()).isEqualTo("MISSING_HEADER");
    assertThat(county.ask(caseNo, "corrections", answer).json().at("/about/0").asText())
        .isEqualTo(caseNo + "-W");
    assertThat(asked(caseNo)).isEqualTo("|somebody 原件已核，无需变更");
  }

  private static ObjectNode withdrawal(String service) {
    var withdrawal = Json.mapper().createObjectNode();
    withdrawal.put("requestId", UUID.randomUUID().toString()).put("reason", "项目缓建");
    withdrawal.putArray("services").add(service);
    return withdrawal;
  }

  private String asked(String caseNo) {
    return ((RecordedCases) cases).asked(caseNo);
  }

  @Test
  void opensOneCaseForRequestsThatComeTogether() throws Exception {
    for (var round = 0; round < 10; round++) {
      var same = fresh();
      var answers = together(8, () -> county.post(same));

      assertThat(answers).extracting(Answer::status).containsOnly(202);
      assertThat(answers).extracting(Answer::text).containsOnly(answers.get(0).text());
      assertThat(count(same)).isEqualTo(1);
    }
  }

  @Test
  void opensOneCaseForNewRequestsOfOneMeaningThatComeTogether() throws Exception {
    for (var round = 0; round < 10; round++) {
      var form = fresh();
      var answers =
          together(
              8, () -> county.post(form.deepCopy().put("requestId", UUID.randomUUID().toString())));

      assertThat(answers).extracting(Answer::status).containsOnly(202);
      assertThat(answers).extracting(Answer::json).containsOnly(answers.get(0).json());
      assertThat(count(form)).isEqualTo(1);
    }
  }

  @Test
  void refusesAReplayOfAnAcceptedAndOfARefusedRequest() {
    for (var body : List.of(County.bytes(fresh()), "{}".getBytes(StandardCharsets.UTF_8))) {
      var headers = County.signed(body);
      county.post(body, headers);

      var replay = county.post(body, headers);

      assertThat(replay.status()).isEqualTo(401);
      assertThat(replay.code()).isEqualTo("REPLAYED");
      assertThat(replay.json().path("detail").asText()).contains("X-Nonce");
    }
  }

  @Test
  void spendsTheNonceOfAConflictToo() {
    var form = fresh();
    county.post(form);
    var body = County.bytes(with(form, "/water/dailyMax", "130"));
    var headers = County.signed(body);

    assertThat(county.post(body, headers).code()).isEqualTo("REQUEST_ID_REUSED");
    assertThat(county.post(body, headers).code()).isEqualTo("REPLAYED");
  }

  @Test
  void forgetsOldNoncesOnly() {
    var old = new Caller("cleaning", UUID.randomUUID().toString());
    var young = new Caller("cleaning", UUID.randomUUID().toString());
    requests.spend(old, IntakeContext.NOW.minus(Duration.ofDays(3650)));
    requests.spend(young, IntakeContext.NOW);

    assertThat(requests.forget(IntakeContext.NOW.minus(Duration.ofDays(3000)))).isEqualTo(1);

    assertThat(requests.spend(young, IntakeContext.NOW)).isFalse();
    assertThat(requests.spend(old, IntakeContext.NOW)).isTrue();
  }

  @Test
  void keepsNothingOfARequestWhoseCaseCannotBeOpened() {
    var form = fresh();
    db.sql("alter table recorded_case add constraint shut check (meaning = '') not valid").update();
    try {
      var answer = county.post(form);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.code()).isEqualTo("INTERNAL_ERROR");
      assertThat(answer.text()).doesNotContain("constraint", "recorded_case", "Exception");
    } finally {
      db.sql("alter table recorded_case drop constraint shut").update();
    }
    assertThat(county.post(form).status()).isEqualTo(202);
  }

  private long count(ObjectNode form) {
    return ((RecordedCases) cases).count(form.path("upstreamApplyNo").asText());
  }

  static ObjectNode fresh() {
    return formal()
        .put("requestId", UUID.randomUUID().toString())
        .put("upstreamApplyNo", "GG" + UUID.randomUUID());
  }

  private static List<Answer> together(int threads, Callable<Answer> call) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    var start = new CountDownLatch(1);
    try {
      var calls = new ArrayList<java.util.concurrent.Future<Answer>>();
      for (var i = 0; i < threads; i++) {
        calls.add(
            pool.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      var answers = new ArrayList<Answer>();
      for (var one : calls) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      pool.shutdown();
    }
  }
}
