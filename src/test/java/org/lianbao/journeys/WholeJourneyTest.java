package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WholeJourneyTest {

  private final Town town = Town.open();

  @Test
  void fourServicesAreConnectedAndTheCountyHearsEverything() {
    var answer = town.apply(town.application("WATER", "POWER", "GAS", "HEAT"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);

    var record = town.awaitDone(answer.caseNo());

    assertThat(Town.connections(record)).hasSize(4);
    Awaitility.await("the last notices arrive")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                StreamSupport.stream(
                        town.record(answer.caseNo()).path("orders").spliterator(), false)
                    .allMatch(order -> order.path("state").asText().equals("FINISHED")));
    assertThat(record.at("/joint/works/0/roadName").asText()).isEqualTo("挥公大道");
    assertThat(record.at("/joint/works/0/with")).hasToString("[\"GAS\",\"WATER\"]");
    assertThat(record.at("/joint/bill/total").decimalValue()).isPositive();
    assertThat(record.path("stages")).hasSize(3);
    assertThat(record.path("events"))
        .allSatisfy(
            event -> {
              assertThat(event.path("occurredAt").asText()).isNotBlank();
              assertThat(event.path("recordedAt").asText()).isNotBlank();
            });
    assertCountyHoldsAll(answer.caseNo());
  }

  @Test
  void onlyTheServicesAskedForAreOwed() {
    var answer = town.apply(town.application("WATER", "HEAT"));

    var record = town.awaitDone(answer.caseNo());

    assertThat(Town.connections(record))
        .extracting(order -> order.path("partner").asText())
        .containsExactlyInAnyOrder("water", "heat");
    assertThat(holdsOrderOf("power", answer.caseNo())).isFalse();
    assertThat(holdsOrderOf("gas", answer.caseNo())).isFalse();
  }

  @Test
  void withoutAnExternalLineThereAreTwoStages() {
    var form = town.application("GAS");
    ((ObjectNode) form.path("externalWorks")).put("hasExternalLine", "NO").remove("items");
    var answer = town.apply(form);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);

    assertThat(town.awaitDone(answer.caseNo()).path("stages")).hasSize(2);
  }

  @Test
  void theSameRequestTwiceIsOneCaseAndOneOrderEach() {
    var form = town.application("WATER");

    var first = town.apply(form);
    var second = town.apply(form);

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.caseNo()).isEqualTo(first.caseNo());
    town.awaitDone(first.caseNo());
    assertThat(
            orders("water")
                .filter(order -> order.path("orderNo").asText().startsWith(first.caseNo())))
        .hasSize(1)
        .allSatisfy(order -> assertThat(order.path("conflicting").asBoolean()).isFalse());
  }

  @Test
  void aWrongFormIsToldAllItsFaultsAtOnce() {
    var form = town.application("WATER", "GAS");
    ((ObjectNode) form.path("applicant"))
        .put("certNo", "91410928MA0TE5T160")
        .remove("contactMobile");
    ((ObjectNode) form.path("gas")).remove(List.of("hourlyMax", "annual"));

    var answer = town.apply(form);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .contains("/applicant/certNo", "/applicant/contactMobile", "/gas/hourlyMax");
  }

  private void assertCountyHoldsAll(String caseNo) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> heldAndWritten(caseNo).stream().distinct().count() == 1);
    var held = town.heldByCounty(caseNo);
    assertThat(held.path("contiguous").asBoolean()).isTrue();
    assertThat(held.path("events"))
        .extracting(event -> event.path("seq").asInt())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, held.path("lastSeq").asInt()).boxed().toList());
  }

  private List<Long> heldAndWritten(String caseNo) {
    return List.of(
        town.heldByCounty(caseNo).path("lastSeq").asLong(),
        town.record(caseNo).path("lastSeq").asLong());
  }

  private boolean holdsOrderOf(String utility, String caseNo) {
    return orders(utility).anyMatch(order -> order.path("orderNo").asText().startsWith(caseNo));
  }

  private Stream<JsonNode> orders(String utility) {
    return StreamSupport.stream(town.ordersAt(utility).spliterator(), false);
  }
}
