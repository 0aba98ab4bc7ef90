package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.ws.soap.SOAPFaultException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients and servers that nobody here wrote find in the hub what they expect. */
class ForeignSystemsTest {

  private static final String AT = "20261122090000";

  private final ForeignTown foreign = ForeignTown.open();
  private final Town town = foreign.town;

  @Test
  void anOrderAndItsStatusFilesGoThroughOpenSsh() {
    var caseNo = town.apply(town.application("HEAT")).caseNo();

    var record = town.awaitDone(caseNo);

    assertThat(Town.connections(record).get(0).path("state").asText()).isEqualTo("FINISHED");
    assertThat(town.data().resolve("sandbox/heat-sftp/out/done")).isNotEmptyDirectory();
  }

  @Test
  void aCxfServiceTakesTheOrderAndACxfClientReportsItsSteps() {
    var caseNo = town.apply(town.application("POWER")).caseNo();
    var orderNo = caseNo + "-E";
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> foreign.grid.order(orderNo) != null);
    assertThat(foreign.grid.order(orderNo).YHMC).isNotBlank();

    for (var code : List.of("01", "02", "03", "07", "06", "08")) {
      assertThat(foreign.grid.report(orderNo, code, AT)).isEqualTo("0000");
    }

    assertThat(Town.connections(town.awaitDone(caseNo)).get(0).path("partnerRef").asText())
        .startsWith("32412026");
  }

  @Test
  void aCxfClientWithAWrongSecretGetsAFaultItCanRead() {
    foreign.grid.forge("another");
    try {
      assertThatThrownBy(() -> foreign.grid.report("BZ1-E", "01", AT))
          .isInstanceOfSatisfying(
              SOAPFaultException.class,
              fault -> {
                assertThat(fault.getFault().getFaultCode()).endsWith("Client");
                assertThat(fault.getMessage()).contains("ZY");
              });
    } finally {
      foreign.grid.forge(town.setting("power", "secret"));
    }
  }
}
