package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.county.CountyKey;
import org.lianbao.sandbox.gas.GasCompany;
import org.lianbao.sandbox.heat.HeatCompany;
import org.lianbao.sandbox.keys.CredentialsFile;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.power.PowerGrid;

class CredentialsFileTest {

  private static final List<Needs> NEEDS =
      List.of(CountyKey.NEEDS, PowerGrid.NEEDS, GasCompany.NEEDS, HeatCompany.NEEDS);

  @TempDir Path data;

  @Test
  void readsSecretsExactlyAsWritten() throws Exception {
    new Town(data);

    var read = new CredentialsFile(data).read();

    assertThat(read.with("water").text("secret")).isEqualTo("1234e5");
    assertThat(read.with("water").text("app-key", "PYXBZ")).isEqualTo("PYXBZ");
    assertThat(read.with("heat").file("host-key")).isEqualTo(data.resolve("keys/heat-host"));
  }

  @Test
  void knowsAPartnerThatWasAddedInALaterDocument() throws Exception {
    new Town(data);
    var file = data.resolve("partners.yaml");
    Files.writeString(
        file, Files.readString(file) + "---\nlianbao: {partners: {drainage: {secret: x}}}\n");

    var read = new CredentialsFile(data).read();

    assertThat(read.with("drainage").text("secret")).isEqualTo("x");
    assertThat(read.with("water").text("secret")).isEqualTo("1234e5");
  }

  @Test
  void waitsForTheHubWithOneLine() throws Exception {
    var lines = new ArrayList<String>();
    var waiting = new CompletableFuture<String>();
    var reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new CredentialsFile(data)
                    .await(
                        NEEDS,
                        Duration.ofSeconds(20),
                        line -> {
                          lines.add(line);
                          waiting.complete(line);
                        });
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(waiting.get()).contains("partners.yaml");

    new Town(data);

    assertThat(CountyKey.of(reading.get().with("county"))).isEqualTo(Town.COUNTY);
    assertThat(lines).hasSize(1);
  }

  @Test
  void namesTheSettingsThatNeverCame() throws Exception {
    new Town(data);
    Files.writeString(
        data.resolve("partners.yaml"),
        "lianbao: {partners: {county: {app-key: GGXT, secret: shh}, water: {secret: x}}}");

    assertThatThrownBy(() -> new CredentialsFile(data).await(NEEDS, Duration.ZERO, line -> {}))
        .hasMessageContaining("power.secret, gas.broker-password, gas.secret")
        .hasMessageNotContaining("shh");
  }

  @Test
  void namesTheKeyFileThatIsMissing() throws Exception {
    new Town(data);
    Files.delete(data.resolve("keys/heat-host"));

    assertThatThrownBy(() -> new CredentialsFile(data).await(NEEDS, Duration.ZERO, line -> {}))
        .hasMessageContaining("heat-host");
  }

  @Test
  void refusesBrokenYamlWithoutQuotingIt() throws Exception {
    Files.writeString(data.resolve("partners.yaml"), "lianbao:\n  partners: [shh\n");

    assertThatThrownBy(() -> new CredentialsFile(data).read())
        .hasMessageContaining("line")
        .hasMessageNotContaining("shh");
  }
}
