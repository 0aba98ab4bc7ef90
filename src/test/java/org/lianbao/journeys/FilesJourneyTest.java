package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Digest;

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
  void theTrafficPlanLiesBesideItsOrderInTheFerrysFolder() throws Exception {
    var url = town.sandboxUrl("/openapi/bz/files/m14");
    var plan = bytes(url);
    var form = town.application("WATER");
    ((ArrayNode) form.path("attachments"))
        .addObject()
        .put("materialCode", "M14")
        .put("materialName", "交通组织方案")
        .put("fileName", "交通组织方案.pdf")
        .put("mime", "application/pdf")
        .put("size", plan.length)
        .put("sm3", Digest.sm3(plan))
        .put("url", url.toString());

    var caseNo = town.apply(form).caseNo();

    town.awaitDone(caseNo);
    var order = new String(town.received("traffic-police", caseNo + "-JT"), Charset.forName("GBK"));
    var named = Pattern.compile("<FJ MC=\"([^\"]+)\" ZY=\"([^\"]+)\"/>").matcher(order);
    assertThat(named.find()).as(order).isTrue();
    assertThat(named.group(1)).startsWith("JTSG_FJ_" + caseNo + "-JT_").endsWith("-M14.pdf");
    assertThat(named.group(2)).isEqualTo(Digest.sm3(plan));
    var taken = town.data().resolve("ferry/traffic-police/out/done");
    assertThat(taken.resolve(named.group(1))).hasBinaryContent(plan);
    assertThat(taken.resolve(named.group(1) + ".sm3")).hasContent(Digest.sm3(plan));
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

  private static byte[] bytes(URI url) throws IOException {
    try (var content = url.toURL().openStream()) {
      return content.readAllBytes();
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
