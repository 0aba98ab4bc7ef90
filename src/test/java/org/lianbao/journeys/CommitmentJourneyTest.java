package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Small works go by commitment among the real systems of approval and urban management (S44). */
class CommitmentJourneyTest {

  private final Town town = Town.open();

  @Test
  void smallWorksAreFiledWithBothAndConnected() {
    var form = town.application("WATER");
    var item = (ObjectNode) form.at("/externalWorks/items/0");
    item.put("length", 80).put("greenArea", 4);
    ((ObjectNode) form.path("externalWorks")).put("approvalPath", "COMMITMENT");
    var files = (ArrayNode) form.path("attachments");
    files.add(paper("M12", "承诺书"));
    files.add(paper("M13", "施工方案"));

    var answer = town.apply(form);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    var record = town.awaitDone(answer.caseNo());

    assertThat(record.at("/works/paths/0/path").asText()).isEqualTo("COMMITMENT");
    assertThat(record.at("/works/paths/0/filedAt").asText()).isNotBlank();
    assertThat(record.at("/works/bundles")).isEmpty();
    assertThat(
            town.exchangeDesk()
                .psql(
                    "select spsxbm, sxgzcnzspqk from spgl_xmspsxblxxb where spsxslbm = '%s'"
                        .formatted(answer.caseNo() + "-SP-CN-WATER")))
        .isEqualTo("410928XZSP-CNBA-01|1");
    assertThat(order(record, "-SP-CN-WATER").path("partnerRef").asText()).startsWith("XZ");
    assertThat(order(record, "-CG-CN-WATER").path("state").asText()).isEqualTo("FINISHED");
  }

  private static JsonNode order(JsonNode record, String ending) {
    for (var order : record.path("orders")) {
      if (order.path("orderNo").asText().endsWith(ending)) {
        return order;
      }
    }
    throw new AssertionError("no order ends with " + ending);
  }

  private static ObjectNode paper(String code, String name) {
    return ((ObjectNode) Town.sample().at("/attachments/0").deepCopy())
        .put("materialCode", code)
        .put("materialName", name)
        .put("fileName", name + ".pdf");
  }
}
