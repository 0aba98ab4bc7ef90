package org.lianbao.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.TestDatabase;
import org.lianbao.alerts.Trouble;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.WaitingReports;
import org.lianbao.cases.Cases;
import org.lianbao.cases.RecordLookup;
import org.lianbao.delivery.Deliveries;
import org.lianbao.delivery.DeliveryReader;
import org.lianbao.delivery.Dispatch;
import org.lianbao.delivery.Failure;
import org.lianbao.delivery.OrdersOfDay;
import org.lianbao.delivery.Outcome;
import org.lianbao.partners.Partners;
import org.lianbao.reconciliation.Comparison.State;
import org.lianbao.reconciliation.Difference.What;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each test has a day of its own, in a record that many tests share. */
class ReconcilerTest {

  private static final Rooms ROOMS = new Rooms();
  private static final int PAGE = 1_000;

  private final ComparisonTable table =
      new ComparisonTable(
          JdbcClient.create(TestDatabase.dataSource()),
          new NamedParameterJdbcTemplate(TestDatabase.dataSource()));
  private final Clock clock = new Clock(ROOMS::now);
  private final Map<LocalDate, List<ObjectNode>> lists = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Reconciler reconciler = reconciler();
  private String refusal;
  private LocalDate day;

  @BeforeEach
  void anotherDay() {
    ROOMS.pass(Duration.ofDays(-3));
    day = ROOMS.now().atZone(Clock.COUNTY).toLocalDate();
    var jdbc = JdbcClient.create(TestDatabase.dataSource());
    jdbc.sql("delete from reconciliation_difference").update();
    jdbc.sql("delete from reconciliation").update();
  }

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  @Test
  void aListWithEverythingAgrees() {
    var first = delivered();
    var second = delivered();
    list(row(first), row(second));
    later();

    var comparison = reconciler.compare("water", day);

    assertThat(comparison.state()).isEqualTo(State.DONE);
    assertThat(comparison.counts()).isEqualTo(new Comparison.Counts(2, 2, 0, 2, 2, 0));
    assertThat(comparison.differences()).isZero();
  }

  @Test
  void whatIsOnItsWayOrJustArrivedIsNoDifference() {
    ROOMS.open("WATER");
    delivered();

    var comparison = reconciler.compare("water", day);

    assertThat(comparison.differences()).isZero();
    assertThat(comparison.counts().young()).as("delivered, and not listed yet").isEqualTo(1);
    assertThat(comparison.counts().onTheWay()).isEqualTo(1);
    assertThat(comparison.counts().acknowledged()).isZero();
  }

  @Test
  void whatIsNotListedIsMissingUntilItIsListedAndSinceItWasFoundFirst() {
    var orderNo = delivered();
    later();
    reconciler.compare("water", day);
    var found = reconciler.differences(day, "water", 10);
    later();
    reconciler.compare("water", day);

    assertThat(reconciler.differences(day, "water", 10)).isEqualTo(found).hasSize(1);
    assertThat(found.get(0).what()).isEqualTo(What.ORDER_MISSING);
    assertThat(found.get(0).command()).contains("resend " + orderNo);

    list(row(orderNo));
    assertThat(reconciler.compare("water", day).differences()).isZero();
  }

  @Test
  void whatNobodySentIsExtraAndWhatBelongsToAnotherDayIsNot() {
    var before = delivered();
    ROOMS.pass(Duration.ofDays(1));
    day = day.plusDays(1);
    list(row(before), row("BZ9-W").put("partnerRef", "SW-9"));

    reconciler.compare("water", day);

    var found = reconciler.differences(day, "water", 10);
    assertThat(found)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.about()).isEqualTo("BZ9-W");
              assertThat(it.what()).isEqualTo(What.ORDER_EXTRA);
              assertThat(it.theirs()).isEqualTo("SW-9");
              assertThat(it.command()).isNull();
            });
  }

  @Test
  void anotherNumberOfThePartnerIsADifference() {
    var orderNo = delivered();
    list(row(orderNo).put("partnerRef", "SW-OTHER"));
    later();

    reconciler.compare("water", day);

    assertThat(only().what()).isEqualTo(What.REFERENCE_DIFFERS);
    assertThat(only().ours()).isEqualTo("P-" + orderNo);
    assertThat(only().act()).isEqualTo(Act.RESEND);
  }

  @Test
  void aReportThatNeverCameIsAskedForAndOneThatWaitsIsDriven() {
    var orderNo = delivered();
    list(row(orderNo).put("event", "SURVEY_COMPLETED").put("eventAt", ROOMS.now().toString()));
    later();
    reconciler.compare("water", day);
    assertThat(only().what()).isEqualTo(What.REPORT_MISSING);
    assertThat(only().act()).isEqualTo(Act.ASK_TO_REPORT);

    tell("{\"orderNo\":\"%s\",\"unmapped\":\"踏勘=9\"}".formatted(orderNo));
    reconciler.compare("water", day);
    assertThat(only().act()).isEqualTo(Act.REDRIVE);
    assertThat(only().command()).isEqualTo("./lianbao redrive water");

    tell(
        "{\"orderNo\":\"%s\",\"event\":\"SURVEY_COMPLETED\",\"occurredAt\":\"%s\"}"
            .formatted(orderNo, ROOMS.now()));
    assertThat(reconciler.compare("water", day).differences()).isZero();
  }

  @Test
  void anOrderGivenUpThatThePartnerHasIsSentAgain() {
    var caseNo = ROOMS.open("WATER");
    var dispatch = ROOMS.next(caseNo, "water");
    ROOMS.pass(Duration.ofDays(8));
    settle(dispatch, Outcome.retry(Failure.MAPPING, "MAPPING", "no number", null));
    list(row(caseNo + "-W"));

    reconciler.compare("water", day);

    assertThat(only().what()).isEqualTo(What.STATE_DIFFERS);
    assertThat(only().act()).isEqualTo(Act.RESEND);
  }

  @Test
  void anOrderThePartnerRefusedMayBeInItsListAsRefusedButNotAsAnyOther() {
    var caseNo = ROOMS.open("WATER");
    settle(ROOMS.next(caseNo, "water"), Outcome.refused("400", "缺少参数"));
    list(row(caseNo + "-W").put("event", "ORDER_REFUSED"));
    assertThat(reconciler.compare("water", day).differences()).isZero();

    lists.clear();
    list(row(caseNo + "-W"));
    reconciler.compare("water", day);
    assertThat(only().what()).isEqualTo(What.STATE_DIFFERS);
    assertThat(only().act()).isEqualTo(Act.CALL);
  }

  @Test
  void anOrderTriedOnTwoDaysIsLookedForInTheListsOfBoth() {
    var caseNo = ROOMS.open("WATER");
    ROOMS.pass(Duration.ofDays(1));
    settle(ROOMS.next(caseNo, "water"), Outcome.delivered("P-" + caseNo));
    lists.put(day.plusDays(1), List.of(row(caseNo + "-W"), row("BZ8-W")));
    later();

    assertThat(reconciler.compare("water", day).differences()).isZero();
    assertThat(asked).contains("water " + day + " 1", "water " + day.plusDays(1) + " 1");
  }

  @Test
  void aListIsReadPageByPageToItsEnd() {
    var rows = IntStream.range(0, 10 * PAGE).mapToObj(n -> row("BZ7%05d-W".formatted(n))).toList();
    lists.put(day, rows);

    var comparison = reconciler.compare("water", day);

    assertThat(comparison.differences()).isEqualTo(10 * PAGE);
    assertThat(asked).hasSize(10);
    assertThat(left()).isZero();
  }

  @Test
  void ofSeveralRowsAboutAnOrderTheFirstReceiptAndTheLastEventCount() {
    var orderNo = delivered();
    tell(
        "{\"orderNo\":\"%s\",\"event\":\"SURVEY_COMPLETED\",\"occurredAt\":\"%s\"}"
            .formatted(orderNo, ROOMS.now()));
    var early = ROOMS.now().minus(Duration.ofHours(2)).toString();
    var late = ROOMS.now().minus(Duration.ofHours(1)).toString();
    list(
        row(orderNo).put("event", "SURVEY_COMPLETED").put("eventAt", late),
        row(orderNo).put("event", "CONTRACT_SIGNED").put("eventAt", early));

    assertThat(reconciler.compare("water", day).differences()).isZero();
  }

  @Test
  void aListThatCannotBeHadLeavesWhatWasFoundAndSaysWhy() {
    delivered();
    later();
    reconciler.compare("water", day);
    refusal = "对方连接不上 / the partner cannot be reached";

    var comparison = reconciler.compare("water", day);

    assertThat(comparison.state()).isEqualTo(State.FAILED);
    assertThat(comparison.reason()).isEqualTo(refusal);
    assertThat(comparison.differences()).isEqualTo(1);
  }

  @Test
  void aListThatDoesNotGoOnOrSaysWhatNobodyReportsIsNoList() {
    list(row("BZ6-W").put("event", "TEA_SERVED"));
    assertThat(reconciler.compare("water", day).reason()).contains("event");

    lists.put(day, List.of(row("endless")));
    assertThat(reconciler.compare("water", day).reason()).contains("does not go on");
  }

  @Test
  void ofTwoHubsOneCompares() throws Exception {
    try (var place = Place.taken(TestDatabase.dataSource(), "water")) {
      assertThat(place).isNotNull();
      assertThat(reconciler.compare("water", day).state()).isEqualTo(State.RUNNING);
      assertThat(asked).isEmpty();
    }
    assertThat(reconciler.compare("water", day).state()).isEqualTo(State.DONE);
  }

  @Test
  void whatTheCountyLacksOfACaseIsToldAgainFromWhereItEnds() {
    var form = Rooms.form("WATER");
    var caseNo = ROOMS.open(form);
    var told = tellCounty(caseNo);
    var applyNo = form.path("upstreamApplyNo").asText();
    list(application(applyNo, caseNo, told - 1));
    later();

    var comparison = reconciler.compare("county", day);

    assertThat(comparison.counts().pushed()).isEqualTo(told);
    assertThat(comparison.counts().acknowledged()).isEqualTo(told - 1);
    assertThat(comparison.counts().statuses()).isEqualTo(1);
    assertThat(only("county").what()).isEqualTo(What.STATUSES_MISSING);
    assertThat(only("county").orders()).containsExactly(caseNo + "-GG-" + told);

    lists.clear();
    list(application(applyNo, caseNo, told));
    assertThat(reconciler.compare("county", day).differences()).isZero();
  }

  @Test
  void applicationsThatOneSideDoesNotKnowAreNamedByTheCountysNumber() {
    var form = Rooms.form("WATER");
    var caseNo = ROOMS.open(form);
    list(application("GG-NOBODYS", null, 0));
    later();

    reconciler.compare("county", day);

    assertThat(reconciler.differences(day, "county", 10))
        .extracting(Difference::about, Difference::what, Difference::act)
        .containsExactlyInAnyOrder(
            tuple("GG-NOBODYS", What.APPLICATION_MISSING, Act.ASK_TO_APPLY),
            tuple(form.path("upstreamApplyNo").asText(), What.APPLICATION_EXTRA, Act.CALL));

    lists.clear();
    list(application(form.path("upstreamApplyNo").asText(), caseNo + "9", 0));
    reconciler.compare("county", day);
    assertThat(only("county").what()).isEqualTo(What.CASE_DIFFERS);
  }

  @Test
  void theDayBeforeIsComparedOnceADayAndAnOpenDayAgain() {
    var orderNo = delivered();
    var daily = new DailyReconciliation(reconciler, table, LocalTime.of(6, 0), clock);
    at(day.plusDays(1), "05:59");
    daily.look();
    assertThat(asked).noneMatch(it -> it.startsWith("water " + day));

    at(day.plusDays(1), "06:00");
    daily.look();
    daily.look();
    assertThat(asked).filteredOn(it -> it.equals("water " + day + " 1")).hasSize(1);
    assertThat(troubles()).containsExactly("reconciliation-differs " + day + " 1");

    list(row(orderNo));
    at(day.plusDays(2), "06:00");
    daily.look();
    assertThat(asked).filteredOn(it -> it.equals("water " + day + " 1")).hasSize(2);
    assertThat(troubles()).isEmpty();
  }

  @Test
  void aListThatCouldNotBeHadIsAskedForAgainHalfAnHourLaterAndIsATroubleMeanwhile() {
    var daily = new DailyReconciliation(reconciler, table, LocalTime.of(6, 0), clock);
    at(day.plusDays(1), "06:00");
    refusal = "没有 / none";
    daily.look();
    ROOMS.pass(Duration.ofMinutes(20));
    daily.look();
    assertThat(asked).filteredOn(it -> it.equals("water " + day + " 1")).hasSize(1);
    assertThat(troubles()).containsExactly("reconciliation-unlisted " + day + " 1");

    refusal = null;
    ROOMS.pass(Duration.ofMinutes(11));
    daily.look();
    assertThat(asked).filteredOn(it -> it.equals("water " + day + " 1")).hasSize(2);
    assertThat(troubles()).isEmpty();
  }

  private List<String> troubles() {
    return new ReconciliationWatch(table)
        .troubles(ROOMS.now()).stream()
            .filter(it -> it.partner().orElseThrow().equals("water"))
            .filter(it -> it.about().equals(day.toString()))
            .map(ReconcilerTest::told)
            .toList();
  }

  private static String told(Trouble trouble) {
    return trouble.kind() + " " + trouble.about() + " " + trouble.facts().get("count");
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  private Difference only() {
    return only("water");
  }

  private Difference only(String partner) {
    var found = reconciler.differences(day, partner, 10);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String delivered() {
    var caseNo = ROOMS.open("WATER");
    var dispatch = ROOMS.next(caseNo, "water");
    settle(dispatch, Outcome.delivered("P-" + dispatch.orderNo()));
    return dispatch.orderNo();
  }

  private static int tellCounty(String caseNo) {
    var notices =
        ROOMS.bean(DeliveryReader.class).of(caseNo).stream()
            .filter(it -> it.partner().equals("county"))
            .count();
    for (var told = 0; told < notices; told++) {
      settle(ROOMS.next(caseNo, "county"), Outcome.delivered(null));
    }
    return (int) notices;
  }

  private static void settle(Dispatch dispatch, Outcome outcome) {
    ROOMS.bean(Deliveries.class).settle(dispatch, ROOMS.now(), outcome);
  }

  private static void tell(String item) {
    var message =
        new Inbox.Message("water", "test", ROOMS.now(), null, item.getBytes(), null, false);
    var items = Json.mapper().createArrayNode().add(Json.read(item.getBytes()));
    ROOMS.bean(Inbox.class).record(message, items);
  }

  private static void later() {
    ROOMS.pass(Duration.ofMinutes(11));
  }

  private static void at(LocalDate day, String time) {
    var then = day.atTime(LocalTime.parse(time)).atZone(Clock.COUNTY).toInstant();
    ROOMS.pass(Duration.between(ROOMS.now(), then));
  }

  private void list(ObjectNode... rows) {
    lists.put(day, List.of(rows));
  }

  private static ObjectNode row(String orderNo) {
    return Json.mapper()
        .createObjectNode()
        .put("orderNo", orderNo)
        .put("receivedAt", ROOMS.now().minus(Duration.ofHours(1)).toString());
  }

  private static ObjectNode application(String applyNo, String caseNo, int lastSeq) {
    return Json.mapper()
        .createObjectNode()
        .put("applyNo", applyNo)
        .put("caseNo", caseNo)
        .put("lastSeq", lastSeq);
  }

  private int left() {
    return JdbcClient.create(TestDatabase.dataSource())
        .sql("select count(*) from reconciliation_listed where day = ?")
        .param(day)
        .query(Integer.class)
        .single();
  }

  /** A partner whose lists are the test's, in pages. */
  private Listings.Page page(String partner, Listings.Question question) {
    asked.add(partner + " " + question.day() + " " + question.page());
    if (refusal != null) {
      throw new Listings.Unlisted(refusal);
    }
    assertThat(question.to()).isEqualTo(question.from().plus(Duration.ofDays(1)));
    var rows = lists.getOrDefault(question.day(), List.of());
    if (!rows.isEmpty() && rows.get(0).path("orderNo").asText().equals("endless")) {
      return new Listings.Page(List.of(), Json.mapper().valueToTree("same"));
    }
    var from = question.after() == null ? 0 : question.after().asInt();
    var to = Math.min(from + PAGE, rows.size());
    JsonNode next = to < rows.size() ? Json.mapper().valueToTree(to) : null;
    return new Listings.Page(List.copyOf(rows.subList(from, to)), next);
  }

  private Reconciler reconciler() {
    var listings = new StaticListableBeanFactory(Map.of("listings", (Listings) this::page));
    var database = TestDatabase.dataSource();
    return new Reconciler(
        ROOMS.bean(Partners.class),
        listings.getBeanProvider(Listings.class),
        ROOMS.bean(OrdersOfDay.class),
        ROOMS.bean(Cases.class),
        ROOMS.bean(RecordLookup.class),
        ROOMS.bean(WaitingReports.class),
        new ListedTable(JdbcClient.create(database), new NamedParameterJdbcTemplate(database)),
        table,
        database,
        new TransactionTemplate(ROOMS.bean(PlatformTransactionManager.class)),
        clock);
  }
}
