package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.Cases.OrderOfCase;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.Told;
import org.lianbao.shared.Json;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.IllegalTransactionStateException;

class LoggedCasesTest {

  private static final LogFixture HUB = new LogFixture();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void anOpenedCaseOwesItsUtilitiesTheFormAndTheCountyAReportInOneCall() {
    var upstream = UUID.randomUUID().toString();
    var caseNo = openAs(upstream, "WATER", "POWER");

    assertThat(HUB.owed.of(caseNo)).hasSize(1);
    var owed = HUB.owed.of(caseNo).get(0);
    assertThat(owed)
        .extracting(OwedOrder::orderNo)
        .containsExactly(caseNo + "-W", caseNo + "-E", caseNo + "-GG-1");
    assertThat(owed).extracting(OwedOrder::kind).containsExactly("connect", "connect", "status");
    var connect = owed.get(0).content();
    assertThat(connect.path("upstreamApplyNo").asText()).isEqualTo(upstream);
    assertThat(connect.path("service").asText()).isEqualTo("WATER");
    assertThat(connect.at("/application/applicant/contactName").asText()).isEqualTo("李四");
    assertThat(connect.path("revision").asInt()).isEqualTo(1);
  }

  @Test
  void everyEventOwesTheCountyAReportAtItsOwnPosition() {
    var caseNo = open("WATER");
    HUB.tell(
        caseNo,
        delivered(caseNo + "-W", 1, "SW-1"),
        reported(caseNo + "-W", EventType.SURVEY_COMPLETED, 5, null, "{\"accessOk\":true}"));

    assertThat(HUB.owed.of(caseNo)).hasSize(2);
    var reports = HUB.owed.of(caseNo).get(1);
    assertThat(reports).extracting(OwedOrder::position).containsExactly(200L, 300L, 400L, 500L);
    var event = reports.get(3).content().path("event");
    assertThat(event.path("code").asText()).isEqualTo("SURVEY_COMPLETED");
    assertThat(event.path("label").asText()).isEqualTo("踏勘完成");
    assertThat(event.path("source").asText()).isEqualTo("water");
    assertThat(event.path("service").asText()).isEqualTo("WATER");
    assertThat(event.path("occurredAt").asText()).isEqualTo("2026-11-09T07:12:30Z");
    assertThat(event.path("stage").asText()).isEqualTo("INTAKE");
    assertThat(event.at("/attributes/accessOk").asBoolean()).isTrue();
    assertThat(reports.get(2).content().path("event").path("implied").asBoolean()).isTrue();
  }

  @Test
  void theCountyOwnsTheCaseAndIsToldEverythingAsItWasSaid() {
    var caseNo = open("WATER");
    var said = "{\"remark\":\"与李四13800138000当面对接\",\"handler\":\"王小五\"}";
    HUB.tell(
        caseNo,
        reported(caseNo + "-W", EventType.CONTACT_MADE, 2, null, said),
        new Told.Refused(caseNo + "-W", hour(3), "E07", "李四不在供水范围"));

    var reports = HUB.owed.of(caseNo).get(1);
    assertThat(reports.get(0).content().at("/event/attributes"))
        .isEqualTo(Json.read(said, JsonNode.class));
    assertThat(reports.get(1).content().at("/event/attributes/reason").asText())
        .isEqualTo("李四不在供水范围");
  }

  @Test
  void toldAgainNothingIsWrittenAndNothingOwed() {
    var caseNo = open("WATER");
    var survey = reported(caseNo + "-W", EventType.SURVEY_COMPLETED, 5, null, "{\"m\":1.50}");
    HUB.tell(caseNo, survey);
    var before = HUB.reader.view(caseNo).orElseThrow();
    HUB.tell(caseNo, survey, survey);

    assertThat(HUB.reader.view(caseNo)).contains(before);
    assertThat(HUB.owed.of(caseNo)).hasSize(2);
  }

  @Test
  void fourWhoTellAtOnceLeaveNoGapAndLoseNothing() throws Exception {
    var caseNo = open("WATER", "POWER");
    var threads = Executors.newFixedThreadPool(4);
    var work =
        IntStream.range(0, 100)
            .<Callable<Void>>mapToObj(
                n ->
                    () -> {
                      var orderNo = caseNo + (n % 2 == 0 ? "-W" : "-E");
                      HUB.tell(caseNo, reported(orderNo, EventType.CONTACT_MADE, n));
                      return null;
                    })
            .toList();
    for (var done : threads.invokeAll(work)) {
      done.get();
    }
    threads.shutdown();

    var events = HUB.reader.events(caseNo, 0, 1000);
    assertThat(events)
        .extracting(event -> event.seq())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 101).boxed().toList());
    assertThat(HUB.owed.of(caseNo).stream().flatMap(List::stream))
        .filteredOn(order -> order.kind().equals("status"))
        .extracting(order -> order.position() / 100)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 101).boxed().toList());
  }

  @Test
  void whatTheWorksMakeDueIsOwedAndKnownByItsNumber() {
    var form = CaseFixture.formal("GG" + UUID.randomUUID(), "NO", "WATER");
    ((ObjectNode) form.document()).put("acceptanceMode", "JOINT");
    var caseNo =
        HUB.inTransaction(() -> HUB.cases.open(form, Json.mapper().createArrayNode(), OPENED));

    HUB.tell(caseNo, reported(caseNo + "-W", EventType.CONSTRUCTION_COMPLETED, 5));

    var acceptance = caseNo + "-ZJ-YS";
    assertThat(HUB.owed.of(caseNo).get(1))
        .filteredOn(order -> order.kind().equals("acceptance"))
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.orderNo()).isEqualTo(acceptance);
              assertThat(order.content().at("/application/project/name").asText())
                  .isEqualTo("年产2万吨新材料项目");
            });
    assertThat(HUB.cases.orders("housing", List.of(acceptance))).containsOnlyKeys(acceptance);
    HUB.tell(caseNo, reported(acceptance, EventType.ACCEPTANCE_DECIDED, 7, "PASS"));
    assertThat(HUB.reader.view(caseNo).orElseThrow().orders())
        .filteredOn(order -> order.orderNo().equals(acceptance))
        .singleElement()
        .satisfies(order -> assertThat(order.state()).isEqualTo("FINISHED"));
  }

  @Test
  void refusesToWriteOutsideOfATransaction() {
    var caseNo = open("WATER");

    assertThatThrownBy(() -> HUB.cases.lock(caseNo))
        .isInstanceOf(IllegalTransactionStateException.class);
    assertThatThrownBy(() -> HUB.cases.tell(caseNo, List.of()))
        .isInstanceOf(IllegalTransactionStateException.class);
    assertThatThrownBy(() -> HUB.cases.open(formal("x", "NO", "WATER"), none(), OPENED))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void whatIsRolledBackWasNeverOpened() {
    var upstream = UUID.randomUUID().toString();
    assertThatThrownBy(
            () ->
                HUB.inTransaction(
                    () -> {
                      HUB.cases.open(formal(upstream, "NO", "WATER"), none(), OPENED);
                      throw new IllegalStateException("the power fails");
                    }))
        .hasMessage("the power fails");

    assertThat(HUB.cases.knownAs(upstream)).isEmpty();
  }

  @Test
  void knowsACaseByTheCountysNumberAndRefusesASecond() {
    var upstream = UUID.randomUUID().toString();
    var caseNo = openAs(upstream, "WATER");

    var known = HUB.cases.knownAs(upstream).orElseThrow();
    assertThat(known.caseNo()).isEqualTo(caseNo);
    assertThat(known.revision()).isEqualTo(1);
    assertThat(known.meaning()).isEqualTo(formal(upstream, "YES", "WATER").meaning());
    assertThatThrownBy(() -> openAs(upstream, "POWER")).isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void findsOrdersForTheirPartnerAndHidesThemFromStrangers() {
    var caseNo = open("WATER", "POWER");
    HUB.tell(caseNo, delivered(caseNo + "-W", 1, "SW-1"));
    var asked = List.of(caseNo + "-W", caseNo + "-E", "nonsense");

    assertThat(HUB.cases.orders("water", asked))
        .containsOnlyKeys(caseNo + "-W")
        .containsValue(
            new OrderOfCase(caseNo + "-W", caseNo, "water", "utility:WATER", "connect", "SW-1"));
    assertThat(HUB.cases.orders("heat", asked)).isEmpty();
  }

  @Test
  void everyUnfinishedOrderHasItsTurnWhateverTheLimit() {
    var one = open("HEAT");
    var two = open("HEAT");
    var owedOnly = open("HEAT");
    var finished = open("HEAT");
    for (var caseNo : List.of(one, two, finished)) {
      HUB.tell(caseNo, delivered(caseNo + "-H", 1, null));
    }
    // Ready to be heated, but not yet open: the heating company has news of it in autumn.
    HUB.tell(two, reported(two + "-H", EventType.SERVICE_CONNECTED, 9, "READY"));
    HUB.tell(finished, reported(finished + "-H", EventType.SERVICE_CONNECTED, 9, "CONNECTED"));

    var turns = IntStream.range(0, 4).mapToObj(n -> HUB.cases.unfinished("heat", 1)).toList();

    assertThat(turns.stream().flatMap(List::stream))
        .extracting(OrderOfCase::caseNo)
        .containsExactly(one, two, one, two)
        .doesNotContain(owedOnly, finished);
  }

  @Test
  void tidingsOfAnUnknownCaseAreTheCallersMistake() {
    assertThatThrownBy(() -> HUB.tell("BZ4109282026110999999"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsWhatTheDatabaseWouldRefuse() {
    var caseNo = open("WATER");
    HUB.tell(
        caseNo,
        reported(
            caseNo + "-W",
            EventType.CONTACT_MADE,
            1,
            "a\u0000b",
            "{\"half\":\"\\ud842\",\"much\":1e99999,\"nul\":\"\\u0000\",\"whole\":\"𠮷\"}"));

    var event = HUB.reader.events(caseNo, 1, 1).get(0);
    assertThat(event.outcome()).isEqualTo("a\uFFFDb");
    assertThat(event.attributes().path("half").asText()).isEqualTo("\uFFFD");
    assertThat(event.attributes().path("much").asText()).contains("99999");
    assertThat(event.attributes().path("whole").asText()).isEqualTo("𠮷");
  }

  private static String open(String... services) {
    return openAs(UUID.randomUUID().toString(), services);
  }

  private static String openAs(String upstreamApplyNo, String... services) {
    return HUB.inTransaction(
        () -> HUB.cases.open(formal(upstreamApplyNo, "YES", services), none(), OPENED));
  }

  private static JsonNode none() {
    return Json.mapper().createArrayNode();
  }
}
