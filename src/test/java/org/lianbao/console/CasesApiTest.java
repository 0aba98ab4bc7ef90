package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.cases.CaseReader.ChangeView;
import org.lianbao.cases.CaseReader.RevisionView;
import org.lianbao.cases.EventType;

class CasesApiTest extends ConsoleServer {

  @Test
  void tellsTheWholeRecordOfACase() {
    shelf.put(watered(CASE).view());

    var answer = get("/api/v1/cases/" + CASE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    var record = SampleCase.json(answer.body());
    assertThat(record.path("caseNo").asText()).isEqualTo(CASE);
    assertThat(record.path("openedAt").asText()).isEqualTo("2026-11-09T02:12:30Z");
    assertThat(record.path("orders").path(0).path("partner").asText()).isEqualTo("water");
    assertThat(record.path("events")).hasSize(4);
    assertThat(record.path("lastSeq").asLong()).isEqualTo(4);
  }

  @Test
  void tellsWhichReportsContradictEachOther() {
    var contradictory =
        new SampleCase(CASE)
            .department("SP", "approval", "approval-lead", "approval")
            .later(Duration.ofHours(1))
            .report(EventType.APPROVAL_DECIDED, Duration.ZERO, "GRANTED", false, "{}")
            .later(Duration.ofHours(1))
            .report(EventType.APPROVAL_DECIDED, Duration.ZERO, "DENIED", false, "{}")
            .order("W", "water", "WATER", "REFUSED", null)
            .report(EventType.ORDER_REFUSED, Duration.ZERO, null, false, "{}")
            .later(Duration.ofHours(1))
            .report(EventType.SERVICE_CONNECTED, Duration.ZERO, "CONNECTED", false, "{}")
            .report(EventType.SURVEY_COMPLETED, Duration.ofDays(2), null, false, "{}");
    shelf.put(contradictory.view());

    var found = json("/api/v1/cases/" + CASE).path("contradictions");

    assertThat(found).hasSize(2);
    assertThat(found.at("/0/seq").asLong()).isEqualTo(3);
    assertThat(found.at("/0/contradicts").asLong()).isEqualTo(2);
    assertThat(found.at("/1/orderNo").asText()).isEqualTo(CASE + "-W");
    assertThat(found.at("/1/seq").asLong()).isEqualTo(5);
    assertThat(get("/cases/" + CASE).body()).contains("与第 2 条矛盾", "与第 4 条矛盾");
  }

  @Test
  void whatFailedAndThenPassedContradictsNothing() {
    shelf.put(
        new SampleCase(CASE)
            .order("W", "water", "WATER", "FINISHED", null)
            .report(EventType.ACCEPTANCE_DECIDED, Duration.ZERO, "FAIL", false, "{}")
            .later(Duration.ofHours(1))
            .report(EventType.ACCEPTANCE_DECIDED, Duration.ZERO, "PASS", false, "{}")
            .view());

    assertThat(json("/api/v1/cases/" + CASE).path("contradictions")).isEmpty();
  }

  @Test
  void answersNotModifiedWithoutReadingTheRecordWhileNothingIsNew() {
    shelf.put(watered(CASE).view());
    var tag = header(get("/api/v1/cases/" + CASE), "ETag");
    var reads = shelf.wholeReads.get();

    var again = get("/api/v1/cases/" + CASE, "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(shelf.wholeReads).hasValue(reads);

    shelf.put(watered(CASE).report(EventType.CONTRACT_SIGNED).view());
    var news = get("/api/v1/cases/" + CASE, "If-None-Match", tag);
    assertThat(news.statusCode()).isEqualTo(200);
    assertThat(header(news, "ETag")).isNotEqualTo(tag);
  }

  @Test
  void aTagOfAnotherCaseOrAReplacedLogIsNeverNotModified() {
    shelf.put(new SampleCase(CASE).view());

    assertThat(get("/api/v1/cases/" + CASE, "If-None-Match", "W/\"9\"").statusCode())
        .isEqualTo(200);
    assertThat(get("/api/v1/cases/BZ0", "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(404);
  }

  @Test
  void givesEveryLimitWithItsArithmeticInBothLanguages() {
    shelf.put(new SampleCase(CASE).lateVisit(CASE + "-W", "water", "WATER").view());

    var clock = SampleCase.json(get("/api/v1/cases/" + CASE + "/clocks").body()).at("/clocks/0");

    assertThat(clock.path("rule").asText()).isEqualTo("SLA-01");
    assertThat(clock.path("state").asText()).isEqualTo("BREACHED");
    assertThat(clock.at("/steps/0/zh").asText()).isEqualTo("触发：周一 10:12");
    assertThat(clock.at("/steps/0/en").asText()).isEqualTo("triggered: Mon 10:12");
    assertThat(get("/api/v1/cases/BZ0/clocks").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/cases?late=perhaps").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsWhatIsOwedAndHowMuchOfItIsStillToBeDelivered() {
    shelf.put(watered(CASE).view());

    var page = SampleCase.json(get("/api/v1/cases/" + CASE + "/deliveries").body());

    assertThat(page.path("pending").asInt()).isEqualTo(1);
    assertThat(page.at("/deliveries/0/reason").asText()).isEqualTo("HTTP 503");
    assertThat(page.at("/deliveries/1/state").asText()).isEqualTo("DELIVERED");
    assertThat(get("/api/v1/cases/BZ0/deliveries").statusCode()).isEqualTo(404);
  }

  @Test
  void showsEveryFormOfACaseAndWhatChanged() {
    shelf.put(new SampleCase(CASE).revision(2).view());
    var change =
        new ChangeView(
            "/water/dailyMax", "最高日用水量", SampleCase.json("120.0"), SampleCase.json("130"));
    shelf.putRevisions(
        CASE,
        new RevisionView(1, "FORMAL", SampleCase.OPENED, List.of()),
        new RevisionView(2, "FORMAL", SampleCase.OPENED, List.of(change)));

    var page = json("/api/v1/cases/" + CASE + "/revisions");

    assertThat(page.at("/revisions/1/changes/0/label").asText()).isEqualTo("最高日用水量");
    assertThat(page.at("/revisions/1/changes/0/after").asInt()).isEqualTo(130);
    assertThat(get("/api/v1/cases/BZ0/revisions").statusCode()).isEqualTo(404);
  }

  @Test
  void handsOutEventsPageByPageWithoutAGap() {
    shelf.put(watered(CASE).view());

    var first = json("/api/v1/cases/" + CASE + "/events?limit=3");
    assertThat(sequence(first)).containsExactly(1L, 2L, 3L);
    assertThat(first.path("more").asBoolean()).isTrue();

    var second = json("/api/v1/cases/" + CASE + "/events?limit=3&after=" + first.path("next"));
    assertThat(sequence(second)).containsExactly(4L);
    assertThat(second.path("more").asBoolean()).isFalse();

    var third = json("/api/v1/cases/" + CASE + "/events?after=" + second.path("next"));
    assertThat(third.path("events")).isEmpty();
    assertThat(third.path("next").asLong()).isEqualTo(4);
  }

  @Test
  void findsCasesByTextStatusAndService() {
    shelf.put(new SampleCase("BZ1").project("食品加工厂").view());
    shelf.put(new SampleCase("BZ2").project("学校").status("DONE", "DONE").view());

    assertThat(numbers(json("/api/v1/cases"))).containsExactlyInAnyOrder("BZ1", "BZ2");
    assertThat(numbers(json("/api/v1/cases?q=%E5%AD%A6%E6%A0%A1"))).containsExactly("BZ2");
    assertThat(numbers(json("/api/v1/cases?status=OPEN"))).containsExactly("BZ1");
    assertThat(numbers(json("/api/v1/cases?service=SEWAGE"))).isEmpty();
    var page = json("/api/v1/cases?limit=1");
    assertThat(page.path("cases")).hasSize(1);
    assertThat(page.path("more").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/cases/BZ9",
        "/api/v1/cases/BZ9/events",
        "/api/v1/cases/BZ9/events?after=3",
        "/api/v1/cases/a_b",
        "/api/v1/cases/%E5%BC%A0%E4%B8%89"
      })
  void anUnknownCaseIsAProblemInChineseFirst(String path) {
    var answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    var problem = SampleCase.json(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo("UNKNOWN_CASE");
    assertThat(problem.path("title").asText()).startsWith("没有这个办件");
    assertThat(answer.body()).doesNotContain("张三");
  }

  @Test
  void namesEveryBadParameterAtOnceAndRepeatsNoValue() {
    var answer =
        get("/api/v1/cases?q=%E5%BC%A0%E4%B8%89%00&status=open&service=w&offset=-1&limit=0");

    assertThat(answer.statusCode()).isEqualTo(400);
    var problem = SampleCase.json(answer.body());
    assertThat(problem.path("errors").findValuesAsText("label"))
        .containsExactly("q", "status", "service", "offset", "limit");
    assertThat(problem.path("errors").path(1).path("message").asText()).contains("PARTIALLY_DONE");
    assertThat(answer.body()).doesNotContain("张三");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=1e3", "after=99999999999999999999", "limit=1001"})
  void refusesNumbersOutOfRange(String query) {
    shelf.put(new SampleCase(CASE).view());

    assertThat(get("/api/v1/cases/" + CASE + "/events?" + query).statusCode()).isEqualTo(400);
  }

  private static SampleCase watered(String caseNo) {
    return new SampleCase(caseNo)
        .order("W", "water", "WATER", "ACCEPTED", "SW2026110900031")
        .later(Duration.ofMinutes(5))
        .implied(EventType.ORDER_RECEIVED)
        .report(EventType.ORDER_ACCEPTED)
        .report(EventType.SURVEY_COMPLETED);
  }

  private JsonNode json(String path) {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return SampleCase.json(answer.body());
  }

  private static Iterable<Long> sequence(JsonNode page) {
    return StreamSupport.stream(page.path("events").spliterator(), false)
        .map(event -> event.path("seq").asLong())
        .toList();
  }

  private static Iterable<String> numbers(JsonNode page) {
    return page.path("cases").findValuesAsText("caseNo");
  }
}
