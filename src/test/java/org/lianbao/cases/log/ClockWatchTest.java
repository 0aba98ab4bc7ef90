package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.alerts.Trouble;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.Search;
import org.lianbao.cases.EventType;
import org.lianbao.cases.clocks.CaseClock;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.rules.LatencyRule;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** Limits in the database: watched, told once, reckoned again. */
class ClockWatchTest {

  private static final LogFixture HUB = new LogFixture();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void theCountyIsToldOnceThatALimitWarnsAndOnceThatItHasEnded() {
    HUB.at(at("2026-11-09T11:00"));
    var caseNo = open("WATER");
    HUB.tell(caseNo, delivered(caseNo + "-W", 1, "SW-1"));
    assertThat(clock(caseNo, "SLA-01").dueAt()).isEqualTo(at("2026-11-09T17:12:30"));

    HUB.at(at("2026-11-09T17:00"));
    HUB.watch.watch();
    HUB.watch.watch();
    assertThat(codes(caseNo)).containsOnlyOnce("SLA_WARNED").doesNotContain("SLA_BREACHED");
    assertThat(light(caseNo)).isEqualTo("AMBER");

    HUB.at(at("2026-11-09T17:13"));
    HUB.watch.watch();
    HUB.watch.watch();
    assertThat(codes(caseNo)).containsOnlyOnce("SLA_WARNED", "SLA_BREACHED");
    assertThat(light(caseNo)).isEqualTo("RED");
    assertThat(late(caseNo)).isTrue();
    var told =
        HUB.owed.of(caseNo).stream()
            .flatMap(List::stream)
            .map(order -> order.content().path("event"))
            .filter(event -> event.path("code").asText().equals("SLA_BREACHED"))
            .toList();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).at("/attributes/ruleId").asText()).isEqualTo("SLA-01");
    assertThat(told.get(0).at("/attributes/dueAt").asText()).isEqualTo("2026-11-09T17:12:30+08:00");
    assertThat(told.get(0).path("service").asText()).isEqualTo("WATER");

    HUB.tell(caseNo, reported(caseNo + "-W", EventType.CONTACT_MADE, 3));
    assertThat(clock(caseNo, "SLA-01").state()).isEqualTo("MET_LATE_REPORTED");
    assertThat(late(caseNo)).isFalse();
  }

  @Test
  void whoOwesWhatIsPastItsLimitIsToldUntilItIsDone() {
    HUB.at(at("2026-11-09T11:00"));
    var caseNo = open("WATER");
    HUB.tell(caseNo, delivered(caseNo + "-W", 1, "SW-1"));
    HUB.at(at("2026-11-09T17:13"));
    HUB.watch.watch();
    // Of other tests there are others late at the same party.
    HUB.jdbc
        .sql("update case_clock set party = 'somebody' where case_no = ?")
        .param(caseNo)
        .update();

    assertThat(lateOf("somebody"))
        .singleElement()
        .matches(it -> it.kind().equals("limits-exceeded"))
        .matches(it -> it.about().equals(caseNo + "-W"))
        .matches(it -> it.since().equals(at("2026-11-09T17:12:30")));

    HUB.tell(caseNo, reported(caseNo + "-W", EventType.CONTACT_MADE, 3));
    assertThat(lateOf("somebody")).isEmpty();
  }

  private static List<Trouble> lateOf(String party) {
    return new LateLimits(HUB.jdbc)
        .troubles(at("2026-11-09T17:13")).stream()
            .filter(it -> it.partner().orElseThrow().equals(party))
            .toList();
  }

  @Test
  void twoHubsOnOneDatabaseTellItOnce() throws Exception {
    HUB.at(at("2026-11-09T11:00"));
    var cases = Stream.generate(() -> open("WATER", "POWER")).limit(20).toList();
    for (var caseNo : cases) {
      HUB.tell(caseNo, delivered(caseNo + "-W", 1, null), delivered(caseNo + "-E", 1, null));
    }
    try (var other = new LogFixture()) {
      HUB.at(at("2026-11-10T09:00"));
      other.at(at("2026-11-10T09:00"));
      var threads = Executors.newFixedThreadPool(4);
      Callable<Void> here = () -> look(HUB);
      Callable<Void> there = () -> look(other);
      for (var done : threads.invokeAll(List.of(here, there, here, there))) {
        done.get();
      }
      threads.shutdown();
      HUB.watch.watch();
    }

    assertThat(cases)
        .allSatisfy(
            caseNo -> {
              assertThat(HUB.reader.events(caseNo, 0, 100))
                  .filteredOn(event -> event.code().equals("SLA_BREACHED"))
                  .extracting(EventView::orderNo)
                  .containsExactlyInAnyOrder(caseNo + "-W", caseNo + "-E");
              assertThat(CaseFile.of(HUB.log(caseNo))).isEqualTo(HUB.stored(caseNo));
            });
  }

  @Test
  void filesLimitsAndWhatTheLogGivesAgreeWhateverIsToldAndWhenever() {
    var random = new Random(20261110);
    for (var n = 0; n < 10; n++) {
      HUB.at(hour(1));
      var caseNo = open("WATER", "POWER", "HEAT");
      for (var turn = 0; turn < 12; turn++) {
        HUB.at(hour(turn * 5L + random.nextInt(5)));
        HUB.watch.watch();
        var types =
            List.of(
                EventType.CONTACT_MADE,
                EventType.CLOCK_SUSPENDED,
                EventType.CLOCK_RESUMED,
                EventType.SURVEY_COMPLETED,
                EventType.PLAN_COMPLETED,
                EventType.CONNECTION_BOOKED,
                EventType.SERVICE_CONNECTED,
                EventType.ORDER_CLOSED);
        var orderNo = caseNo + "-" + List.of("W", "E", "H").get(random.nextInt(3));
        HUB.tell(
            caseNo,
            delivered(orderNo, random.nextInt(20), null),
            reported(
                orderNo,
                types.get(random.nextInt(types.size())),
                random.nextInt(70),
                null,
                "{\"at\":\"2026-11-1%dT15:00:00+08:00\"}".formatted(random.nextInt(5))));
      }
      HUB.at(hour(400));
      HUB.watch.watch();

      var file = CaseFile.of(HUB.log(caseNo));
      assertThat(HUB.stored(caseNo)).isEqualTo(file);
      assertThat(HUB.reader.view(caseNo).orElseThrow().clocks())
          .filteredOn(it -> LatencyRule.of(it.rule()).isEmpty())
          .extracting(ClockWatchTest::shown)
          .containsExactlyInAnyOrderElementsOf(
              HUB.keeping.clocks(file).stream().map(ClockWatchTest::shown).toList());
    }
  }

  @Test
  void aNoticeThatArrivesMovesWhatIsOpenAndTheCaseRecordsIt() throws IOException {
    HUB.at(at("2026-12-28T16:00"));
    var caseNo = open("WATER");
    HUB.tell(
        caseNo,
        reported(
            caseNo + "-W",
            EventType.CONSTRUCTION_COMPLETED,
            1182,
            null,
            "{\"roadOccupied\":true}"));
    var before = clock(caseNo, "SLA-05");
    assertThat(before.provisional()).isTrue();
    assertThat(before.dueAt()).isEqualTo(at("2027-01-05T18:00"));

    HUB.calendar.take(
        "2027.csv",
        """
        # edition: 2027.1
        # source: 国务院办公厅关于2027年部分节假日安排的通知
        date,kind,name,basis
        2027-01-01,OFF,元旦,通知
        2027-01-02,OFF,元旦,通知
        2027-01-03,WORK,元旦调休,通知
        """
            .getBytes(StandardCharsets.UTF_8));
    HUB.watch.watch();
    HUB.watch.watch();

    var after = clock(caseNo, "SLA-05");
    assertThat(after.dueAt()).isEqualTo(at("2027-01-04T18:00"));
    assertThat(after.provisional()).isFalse();
    var recomputed =
        HUB.reader.events(caseNo, 0, 100).stream()
            .filter(event -> event.code().equals("SLA_RECOMPUTED"))
            .toList();
    assertThat(recomputed).hasSize(1);
    assertThat(recomputed.get(0).attributes().path("wasDueAt").asText())
        .isEqualTo("2027-01-05T18:00:00+08:00");
    assertThat(recomputed.get(0).attributes().path("dueAt").asText())
        .isEqualTo("2027-01-04T18:00:00+08:00");
    assertThat(recomputed.get(0).attributes().path("wasCalendar").asText())
        .contains("2027.provisional");
    assertThat(recomputed.get(0).attributes().path("calendar").asText()).contains("2027.1");
  }

  @Test
  void aHundredThousandOpenLimitsAreNotLookedAtWhileNothingIsDue() {
    var caseNo = open("WATER");
    HUB.inTransaction(
        () -> {
          HUB.jdbc
              .sql(
                  """
                  insert into case_clock (case_no, clock, order_no, rule, rules, party, obligor,
                    state, triggered_at, effective_start, due_at, pauses, calendar,
                    calendar_in_use, provisional, backdated, steps, next_at, changed_at)
                  select :caseNo, 'c' || n, 'o', 'SLA-01', '2022-01-27', 'water', 'UTILITY',
                    'RUNNING', now(), now(), now(), '[]', 'c', 'c', false, false, '[]',
                    timestamptz '2030-01-01' + n * interval '1 second', now()
                  from generate_series(1, 100000) n
                  """)
              .param("caseNo", caseNo)
              .update();
          HUB.jdbc.sql("analyze case_clock").update();
          var plan =
              HUB.jdbc
                  .sql("explain (analyze, buffers, format json) " + ClockWatch.DUE)
                  .param(
                      "now",
                      OffsetDateTime.ofInstant(
                          Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC))
                  .param("batch", 200)
                  .query((row, n) -> Json.read(row.getString(1), JsonNode.class))
                  .single();
          assertThat(plan.findValuesAsText("Index Name")).containsOnly("case_clock_next");
          assertThat(plan.findValuesAsText("Node Type")).doesNotContain("Seq Scan");
          // The root of the index and one leaf, and nothing of the table.
          assertThat(plan.at("/0/Plan/Shared Hit Blocks").asInt()).isLessThan(10);
          assertThat(plan.at("/0/Plan/Actual Rows").asInt()).isZero();
          HUB.rollBack();
          return null;
        });
  }

  private static Void look(LogFixture hub) {
    hub.watch.watch();
    return null;
  }

  private static String shown(ClockView it) {
    return String.join(
        " ", it.id(), it.state(), "" + it.dueAt(), "" + it.stoppedAt(), "" + it.warnAt());
  }

  private static String shown(CaseClock it) {
    return String.join(
        " ", it.id(), it.state().name(), "" + it.dueAt(), "" + it.stoppedAt(), "" + it.warnAt());
  }

  private static ClockView clock(String caseNo, String rule) {
    return HUB.reader.view(caseNo).orElseThrow().clocks().stream()
        .filter(it -> it.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> codes(String caseNo) {
    return HUB.reader.events(caseNo, 0, 1000).stream().map(EventView::code).toList();
  }

  private static String light(String caseNo) {
    return HUB.reader
        .search(new Search(caseNo.toLowerCase(), null, null, null, 0, 1))
        .get(0)
        .light();
  }

  private static boolean late(String caseNo) {
    return !HUB.reader.search(new Search(caseNo.toLowerCase(), null, null, true, 0, 1)).isEmpty();
  }

  private static String open(String... services) {
    return HUB.inTransaction(
        () ->
            HUB.cases.open(
                formal(UUID.randomUUID().toString(), "NO", services),
                Json.mapper().createArrayNode(),
                hour(0)));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(Clock.COUNTY).toInstant();
  }
}
