package org.lianbao.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lianbao.sandbox.county.MergePatch;
import org.lianbao.shared.Json;

class RunTest {

  @Test
  void whatAScenarioLeavesOutOfTheFormIsLeftOut() {
    var form = Scenario.load().get("no-external-line").form();

    assertThat(form.path("power").isNull()).isTrue();
    assertThat(MergePatch.apply(json("{'power': {'phase': 3}}"), form).has("power")).isFalse();
  }

  private static final Act AMEND =
      new Act(
          new Sighting("SURVEY_COMPLETED WATER"),
          json("{'water': {'dailyMax': 150, 'remark': null}}"),
          null,
          null,
          null,
          Map.of("water", List.of("通水=0")));
  private static final Scenario SCENARIO =
      new Scenario(
          "变更",
          "amended",
          json("{}"),
          Map.of("water", List.of("申请")),
          List.of(AMEND),
          "DONE",
          List.of(new Sighting("SERVICE_CONNECTED * CONNECTED")),
          List.of(new Sighting("* POWER")));
  private static final Run RUN =
      new Run(
          "amended",
          SCENARIO,
          (ObjectNode) json("{'water': {'dailyMax': 120, 'meterDn': 80, 'remark': 'x'}}"),
          "BZ1",
          Map.of());
  private static final JsonNode SURVEYED =
      json("{'eventCode': 'SURVEY_COMPLETED', 'service': 'WATER', 'stage': 'INTAKE'}");
  private static final JsonNode CONNECTED =
      json(
          "{'eventCode': 'SERVICE_CONNECTED', 'service': 'WATER', 'outcome': 'CONNECTED',"
              + " 'stage': 'ACCEPTANCE'}");
  private static final JsonNode CLOSED =
      json("{'eventCode': 'CASE_CLOSED', 'outcome': 'DONE', 'stage': 'DONE'}");

  @Test
  void aRunThatWentAsItsScenarioSaysHasNoFault() {
    assertThat(RUN.did(0, "").faults(List.of(SURVEYED, CONNECTED, CLOSED))).isEmpty();
  }

  @Test
  void everythingThatWentOtherwiseIsAFault() {
    var power = json("{'eventCode': 'ORDER_ACCEPTED', 'service': 'POWER', 'stage': 'INTAKE'}");

    assertThat(RUN.faults(List.of(power)))
        .hasSize(4)
        .anyMatch(fault -> fault.contains("ended as OPEN, not DONE"))
        .anyMatch(fault -> fault.contains("missing: SERVICE_CONNECTED * CONNECTED"))
        .anyMatch(fault -> fault.contains("unexpected: * POWER"))
        .anyMatch(fault -> fault.contains("did not come to it"));
  }

  @Test
  void anActTheHubRefusedIsAFault() {
    assertThat(RUN.did(0, "HTTP 409 …").faults(List.of(SURVEYED, CONNECTED, CLOSED)))
        .containsExactly("SURVEY_COMPLETED WATER: HTTP 409 …");
  }

  @Test
  void aPartnerGoesOnOnceTheCountyHoldsTheStatus() {
    assertThat(SCENARIO.steps("water", List.of(), List.of())).containsExactly("申请");
    assertThat(SCENARIO.steps("water", List.of(), List.of(SURVEYED))).containsExactly("申请", "通水=0");
    assertThat(SCENARIO.steps("gas", List.of("10"), List.of(SURVEYED))).containsExactly("10");
  }

  @Test
  void aStepThePartnerCannotTakeIsNamed() {
    assertThat(SCENARIO.unknownSteps("water", Set.of("申请"))).containsExactly("通水");
    assertThat(SCENARIO.unknownSteps("water", Set.of("申请", "通水"))).isEmpty();
  }

  @Test
  void theFormIsAmendedByAMergePatch() {
    assertThat(RUN.amended(0)).isEqualTo(json("{'water': {'dailyMax': 150, 'meterDn': 80}}"));
  }

  @Test
  void aSightingHasThreeWordsAtMost() {
    assertThatThrownBy(() -> new Sighting("A B C D")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEnterpriseHasAValidCreditCodeOfItsOwn() {
    assertThat(Enterprise.uscc(1_795_600_000_000L)).isEqualTo("91410928MA868XUC5C");
    assertThat(Enterprise.uscc(1)).isNotEqualTo(Enterprise.uscc(2));
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
