package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The files of an application, from the county's server to each utility in its own way. */
class FilesJourneyTest {

  private final Town town = Town.open();

  @Test
  void everyUtilityGetsTheCountysFilesTheWayItTakesThem() {
    var posted = town.post(town.sandboxUrl("/admin/county/applications"), "").body();
    var caseNo = posted.at("/answer/caseNo").asText();
    assertThat(caseNo).as(posted.toString()).isNotBlank();

    var record = town.awaitDone(caseNo);

    assertThat(record.path("attachments").findValuesAsText("state"))
        .containsExactly("KEPT", "KEPT");
    var digests = digests(caseNo, "power", "E");
    assertThat(digests).hasSize(2).doesNotHaveDuplicates();
    assertThat(digests(caseNo, "water", "W")).isEqualTo(digests);
    assertThat(digests(caseNo, "gas", "G")).isEqualTo(digests);
  }

  @Test
  void filesThatCannotBeHadAreShownAndHoldNobodyUp() {
    var answer = town.apply(town.application("WATER", "POWER", "GAS", "HEAT"));

    var record = town.awaitDone(answer.caseNo());

    assertThat(record.path("attachments")).hasSize(2);
    for (JsonNode file : record.path("attachments")) {
      assertThat(file.path("state").asText()).isEqualTo("WRONG");
      assertThat(file.path("fileName").asText()).endsWith(".pdf");
      assertThat(file.path("reason").asText()).startsWith("文件地址不在允许的来源之内");
    }
  }

  private List<String> digests(String caseNo, String utility, String suffix) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                town.sandbox("/admin/" + utility + "/files")
                    .path(caseNo + "-" + suffix)
                    .findValuesAsText("sm3"),
            found -> !found.isEmpty());
  }
}
