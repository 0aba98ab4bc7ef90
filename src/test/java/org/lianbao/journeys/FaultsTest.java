package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong at the partners for a time, a case takes its course, once. */
class FaultsTest {

  private static final String[] UTILITIES = {"WATER", "POWER", "GAS", "HEAT"};
  private static final List<String> FOUR = List.of("water", "power", "gas", "heat");
  private static final List<String> REPORTING = with(FOUR, "housing", "urban-management");
  private static final List<String> ALL = with(REPORTING, "data-bureau", "county");

  /** Files know fewer faults. */
  private static final String FERRY = "traffic-police";

  /** Tables know no overload: a row is there or it is not. */
  private static final String TABLES = "approval";

  private final Town town = Town.open();

  @AfterEach
  void endEveryFault() {
    town.sandbox("/admin/faults").forEach(fault -> town.end(fault.path("id").asText()));
  }

  @Test
  void everybodyIsDownForAWhile() {
    ALL.forEach(partner -> town.begin(partner, "down", "", "1500ms"));
    town.begin(FERRY, "down", "", "1500ms");
    town.begin(TABLES, "down", "", "1500ms");

    assertRunsItsCourse();
  }

  @Test
  void everybodyIsSlowAndFlakyAndLosesAcknowledgementsForAWhile() {
    for (var partner : ALL) {
      town.begin(partner, "slow", "200ms", "3s");
      town.begin(partner, "flaky", "2", "3s");
      town.begin(partner, "duplicate", "", "3s");
    }
    for (var partner : List.of(FERRY, TABLES)) {
      town.begin(partner, "slow", "200ms", "3s");
      town.begin(partner, "duplicate", "", "3s");
    }

    assertRunsItsCourse();
  }

  @Test
  void everybodyTalksRubbishAndOutOfOrderForAWhile() {
    for (var partner : ALL) {
      town.begin(partner, "garbage", "", "3s");
    }
    town.begin(FERRY, "garbage", "", "3s");
    town.begin(TABLES, "garbage", "", "3s");
    town.begin(TABLES, "reorder", "", "10s");
    for (var partner : REPORTING) {
      town.begin(partner, "reorder", "", "10s");
    }

    assertRunsItsCourse();
  }

  @Test
  void aDeadPartnerIsHeldAloneAndGetsEverythingOnceItAnswers() {
    var down = town.begin("water", "down", "", "1h");
    var cases =
        IntStream.range(0, 5)
            .mapToObj(n -> town.apply(town.application("WATER", "GAS")).caseNo())
            .toList();
    Awaitility.await().until(() -> partner("water").path("state").asText().equals("HELD"));
    assertThat(partner("water").path("fault").asText()).isEqualTo("PARTNER");
    assertThat(partner("water").path("waiting").asLong()).isPositive();
    assertThat(partner("gas").path("state").asText()).isEqualTo("OPEN");

    town.end(down);

    cases.forEach(town::awaitDone);
    assertThat(partner("water").path("state").asText()).isEqualTo("OPEN");
  }

  private JsonNode partner(String slug) {
    return StreamSupport.stream(
            town.get(town.hubUrl().resolve("/api/v1/partners"))
                .body()
                .path("partners")
                .spliterator(),
            false)
        .filter(view -> view.path("partner").asText().equals(slug))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyUtilityRefusesInItsOwnWay() {
    FOUR.forEach(partner -> town.begin(partner, "refuse", "", "20s"));

    var caseNo = town.apply(town.application(UTILITIES)).caseNo();

    assertThat(town.await(caseNo, "REFUSED").path("events"))
        .filteredOn(event -> event.path("code").asText().equals("ORDER_REFUSED"))
        .extracting(event -> event.path("orderNo").asText())
        .containsExactlyInAnyOrder(caseNo + "-W", caseNo + "-E", caseNo + "-G", caseNo + "-H");
  }

  private void assertRunsItsCourse() {
    var answer = town.apply(town.application(UTILITIES));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    var caseNo = answer.caseNo();

    var record = town.awaitDone(caseNo);

    assertThat(once(record)).doesNotHaveDuplicates();
    for (var utility : FOUR) {
      assertThat(orders(utility, caseNo))
          .as(utility)
          .hasSize(1)
          .allSatisfy(order -> assertThat(order.path("conflicting").asBoolean()).isFalse());
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> held(caseNo).equals(IntStream.rangeClosed(1, last(caseNo)).boxed().toList()));
  }

  /** What is told of an order once, however often it was reported. */
  private static List<String> once(JsonNode record) {
    return stream(record.path("events"))
        .filter(
            event ->
                List.of("ORDER_DELIVERED", "ORDER_RECEIVED", "SURVEY_COMPLETED", "CONTRACT_SIGNED")
                    .contains(event.path("code").asText()))
        .filter(event -> !event.path("implied").asBoolean())
        .map(event -> event.path("orderNo").asText() + " " + event.path("code").asText())
        .toList();
  }

  private List<Integer> held(String caseNo) {
    return stream(town.heldByCounty(caseNo).path("events"))
        .map(event -> event.path("seq").asInt())
        .toList();
  }

  private int last(String caseNo) {
    return town.record(caseNo).path("lastSeq").asInt();
  }

  private List<JsonNode> orders(String utility, String caseNo) {
    return stream(town.ordersAt(utility))
        .filter(order -> order.path("orderNo").asText().startsWith(caseNo))
        .toList();
  }

  private static List<String> with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
