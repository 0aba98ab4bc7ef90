package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.sandbox.county.CountySignature;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** The applicant thinks again: an intent becomes an application, a form changes, a service goes. */
class ChangedMindsTest {

  private final Town town = Town.open();

  @Test
  void anIntentBecomesAFormalApplicationThatIsChangedAndConnected() {
    var form = town.application("WATER");
    var intent = form.deepCopy().put("applyType", "INTENT").put("entryPoint", "PROJECT_FILING");
    intent.put("requestId", UUID.randomUUID().toString());
    var caseNo = town.apply(intent).caseNo();

    var formal = town.apply(form);

    assertThat(formal.status()).isEqualTo(202);
    assertThat(formal.caseNo()).isEqualTo(caseNo);
    assertThat(formal.body().path("revision").asInt()).isEqualTo(2);
    var record = town.awaitDone(caseNo);
    assertThat(codes(record)).contains("INTENT_REGISTERED", "APPLICATION_ACCEPTED", "CASE_CLOSED");
    var revisions = town.get(town.hubUrl().resolve("/api/v1/cases/" + caseNo + "/revisions"));
    assertThat(revisions.body().at("/revisions/1/changes"))
        .extracting(change -> change.path("pointer").asText())
        .contains("/applyType");
    var late = form.deepCopy().put("requestId", UUID.randomUUID().toString());
    assertThat(town.apply(late.put("remark", "改一下")).body().path("code").asText())
        .isEqualTo("CASE_ENDED");
  }

  @Test
  void aServiceThatIsWithdrawnEndsWhileTheOtherIsConnected()
      throws IOException, InterruptedException {
    var fault = town.begin("power", "down", "", "60s");
    try {
      var caseNo = town.apply(town.application("WATER", "POWER")).caseNo();
      var county =
          new CountyPost(
              town.hubUrl(),
              new CountySignature(
                  new CountyKey(
                      town.setting("county", "app-key"), town.setting("county", "secret")),
                  Clock.system()));
      var withdrawal = Json.mapper().createObjectNode();
      withdrawal.put("requestId", UUID.randomUUID().toString()).put("reason", "暂不用电");
      withdrawal.putArray("services").add("POWER");

      var answer =
          county.post(
              county.withdrawal(caseNo), Json.write(withdrawal).getBytes(StandardCharsets.UTF_8));

      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      var record = town.await(caseNo, "PARTIALLY_DONE");
      assertThat(codes(record)).contains("APPLICATION_WITHDRAWN", "ORDER_CLOSED");
    } finally {
      town.end(fault);
    }
  }

  private static List<String> codes(JsonNode record) {
    return record.path("events").findValuesAsText("code");
  }
}
