package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every named journey of the sandbox, all at once, each held to the outcome it states. */
class ScenariosTest {

  private static final Town TOWN = Town.open();
  private static final Map<String, String> CASES = new LinkedHashMap<>();

  @BeforeAll
  static void allAreBegun() {
    scenarios().forEach(name -> CASES.put(name, begin(name).caseNo()));
  }

  static Stream<String> scenarios() {
    return StreamSupport.stream(TOWN.sandbox("/admin/scenarios").spliterator(), false)
        .map(scenario -> scenario.path("name").asText());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsAsItStatesAndTheCountyHoldsAllOfIt(String name) {
    var caseNo = CASES.get(name);

    Awaitility.await(name)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> verdict(caseNo).path("ended").asBoolean() && countyHoldsAll(caseNo));

    assertThat(verdict(caseNo).path("faults")).as(name).isEmpty();
    assertThat(TOWN.record(caseNo).path("status").asText())
        .isEqualTo(verdict(caseNo).path("ends").asText());
    assertThat(TOWN.heldByCounty(caseNo).path("events"))
        .extracting(event -> event.path("seq").asInt())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, TOWN.record(caseNo).path("lastSeq").asInt()).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void atTheEndNoneWasBilledTwiceAndEveryRoadIsRestored(String name) {
    Awaitility.await(name)
        .atMost(Duration.ofSeconds(90))
        .until(() -> verdict(CASES.get(name)).path("ended").asBoolean());

    assertThat(TOWN.heldByCounty(CASES.get(name)).path("events"))
        .filteredOn(event -> event.path("eventCode").asText().equals("BILL_ISSUED"))
        .hasSizeLessThan(2);
    assertThat(TOWN.record(CASES.get(name)).path("clocks"))
        .filteredOn(clock -> clock.path("rule").asText().equals("SLA-05"))
        .allSatisfy(clock -> assertThat(clock.path("state").asText()).isEqualTo("MET"));
  }

  @Test
  void theNamesOfTheIssueAreAllThere() {
    assertThat(scenarios())
        .containsExactlyInAnyOrder(
            "general",
            "commitment",
            "no-external-line",
            "two-services",
            "correction",
            "refused",
            "revoked",
            "amended",
            "withdrawn",
            "heat-summer",
            "single-acceptance",
            "survey-flips-line",
            "silent-partner",
            "shared-trench");
  }

  @Test
  void anUnknownNameIsToldWhichThereAre() {
    var answer = TOWN.post(TOWN.sandboxUrl("/admin/scenarios/nonsense"), "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().path("message").asText()).contains("没有场景 nonsense", "correction  补正");
  }

  @Test
  void aRunThatIsNotOverIsNotBegunTwice() {
    var fault = TOWN.begin("water", "down", "", "60s");
    try {
      var first = begin("two-services").caseNo();

      assertThat(begin("two-services").caseNo()).isEqualTo(first);
    } finally {
      TOWN.end(fault);
    }
  }

  private static Town.Answer begin(String name) {
    var said = TOWN.post(TOWN.sandboxUrl("/admin/scenarios/" + name), "").body();
    var answer = new Town.Answer(said.path("httpStatus").asInt(), said.path("answer"));
    assertThat(answer.status()).as(name + ": " + said).isEqualTo(202);
    return answer;
  }

  private static JsonNode verdict(String caseNo) {
    return TOWN.sandbox("/admin/scenarios/" + caseNo);
  }

  private static boolean countyHoldsAll(String caseNo) {
    return List.of(TOWN.heldByCounty(caseNo), TOWN.record(caseNo)).stream()
            .map(it -> it.path("lastSeq").asLong())
            .distinct()
            .count()
        == 1;
  }
}
