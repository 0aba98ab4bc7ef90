package org.lianbao.routing.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.mapping.Format;

/** Which mapping takes what, read out of the routes that ship. */
class PartnerFlowTest {

  @ParameterizedTest
  @CsvSource({
    "county,status,status.jsonata",
    "water,connect,order.jsonata",
    "water,withdraw,notice.jsonata",
    "power,connect,order.jsonata",
    "gas,connect,order.jsonata",
    "gas,survey,notice.jsonata",
    "heat,connect,order.jsonata"
  })
  void findsTheMappingThatTakesOrders(String slug, String kind, String file) {
    assertThat(flow(slug).order(kind).map(MappingStep::file)).contains(file);
  }

  @ParameterizedTest
  @CsvSource({
    "water,water.poll-progress,callback.jsonata,JSON,UTF-8,false",
    "power,power.take-callback,callback.jsonata,XML,UTF-8,true",
    "heat,heat.take-status,callback.jsonata,CSV,GB18030,false",
    "heat,heat.take-refusals,refusals.jsonata,CSV,GB18030,false"
  })
  void findsTheMappingThatTakesMessages(
      String slug, String channel, String file, Format from, String charset, boolean verified) {
    var path = flow(slug).messages(channel).orElseThrow();

    assertThat(path.verified()).isEqualTo(verified);
    assertThat(path.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.file()).isEqualTo(file);
              assertThat(step.from()).isEqualTo(from);
              assertThat(step.charset().name()).isEqualTo(charset);
            });
  }

  @Test
  void goesThroughTheOpeningOfASealedMessage() {
    var path = flow("housing").messages("housing.take-callback").orElseThrow();

    assertThat(path.verified()).isTrue();
    assertThat(path.steps())
        .extracting(MappingStep::file)
        .containsExactly("open.jsonata", "callback.jsonata");
    assertThat(path.steps().get(0).part()).isNotNull();
  }

  @Test
  void doesNotGuessWhereOrdersBranch() {
    assertThat(flow("data-bureau").order("record")).isEmpty();
  }

  @Test
  void saysNothingOfARouteThatRecordsNothing() {
    assertThat(flow("power").messages("power.submit-order")).isEmpty();
    assertThat(flow("power").messages("power.nowhere")).isEmpty();
  }

  private static PartnerFlow flow(String slug) {
    return PartnerFlow.read(Path.of("routes"), slug);
  }
}
