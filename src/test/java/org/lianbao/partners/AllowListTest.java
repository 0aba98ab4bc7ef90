package org.lianbao.partners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Json;

class AllowListTest {

  private static final JsonNode ORDER =
      Json.read(
          """
          {"orderNo": "N-1", "caseNo": "N", "kind": "connect", "role": "utility:A",
           "application": {
             "applicant": {"name": "某公司", "legalPersonIdNo": "secret"},
             "alpha": {"flow": 1.50}, "beta": {"load": 2},
             "externalWorks": {"items": [{"service": "A", "length": 1}, {"service": "B"}]}}}
          """,
          JsonNode.class);

  @Test
  void keepsWhatIsListedAndNothingElse() {
    var cut =
        new AllowList(List.of("/application/applicant/name", "/application/alpha")).cut(ORDER);

    assertThat(cut.at("/application/applicant/name").asText()).isEqualTo("某公司");
    assertThat(cut.at("/application/alpha/flow").decimalValue()).hasToString("1.50");
    assertThat(cut.at("/application/applicant").has("legalPersonIdNo")).isFalse();
    assertThat(cut.path("application").has("beta")).isFalse();
  }

  @Test
  void alwaysKeepsWhatTheOrderIsAbout() {
    var cut = new AllowList(List.of("/application/absent")).cut(ORDER);

    assertThat(cut.path("orderNo").asText()).isEqualTo("N-1");
    assertThat(cut.path("kind").asText()).isEqualTo("connect");
    assertThat(cut.has("application")).isFalse();
  }

  @Test
  void keepsOnlyTheChosenElementsOfAList() {
    var cut = new AllowList(List.of("/application/externalWorks/items[service=A]")).cut(ORDER);

    assertThat(cut.at("/application/externalWorks/items")).hasSize(1);
    assertThat(cut.at("/application/externalWorks/items/0/length").asInt()).isEqualTo(1);
  }

  @Test
  void keepsTheChosenFieldsOfEveryElementOfAList() {
    var cut =
        new AllowList(
                List.of(
                    "/application/externalWorks/items/length",
                    "/application/externalWorks/items/absent"))
            .cut(ORDER);

    assertThat(cut.at("/application/externalWorks/items")).hasToString("[{\"length\":1},{}]");
  }

  @Test
  void keepsWhatAnyOfTwoPointersChoosesFromOneList() {
    var cut =
        new AllowList(
                List.of(
                    "/application/externalWorks/items[service=B]",
                    "/application/externalWorks/items[service=A]"))
            .cut(ORDER);

    assertThat(cut.at("/application/externalWorks/items"))
        .extracting(item -> item.path("service").asText())
        .containsExactly("B", "A");
  }

  @Test
  void neverChangesTheOrderItself() {
    var before = ORDER.deepCopy();
    new AllowList(List.of("/application", "/application/externalWorks/items/length")).cut(ORDER);

    assertThat(ORDER).isEqualTo((JsonNode) before);
  }
}
