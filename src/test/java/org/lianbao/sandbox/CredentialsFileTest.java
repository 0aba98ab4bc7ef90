package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.sandbox.keys.CredentialsFile;

class CredentialsFileTest {

  @TempDir Path data;

  @Test
  void readsSecretsExactlyAsWrittenAndKnowsTheDefaults() throws Exception {
    new Town(data);

    var read = new CredentialsFile(data).read();

    assertThat(read.water().secret()).isEqualTo("1234e5");
    assertThat(read.water().appKey()).isEqualTo("PYXBZ");
    assertThat(read.gas().user()).isEqualTo("gas");
    assertThat(read.heat().user()).isEqualTo("lianbao");
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

    assertThat(reading.get().county()).isEqualTo(Town.COUNTY);
    assertThat(lines).hasSize(1);
  }

  @Test
  void namesTheSettingsThatNeverCame() throws Exception {
    new Town(data);
    Files.writeString(
        data.resolve("partners.yaml"),
        "lianbao: {partners: {county: {app-key: GGXT, secret: shh}, water: {secret: x}}}");

    assertThatThrownBy(() -> new CredentialsFile(data).await(Duration.ZERO, line -> {}))
        .hasMessageContaining("power.secret, gas.broker-password, gas.secret")
        .hasMessageNotContaining("shh");
  }

  @Test
  void namesTheKeyFileThatIsMissing() throws Exception {
    new Town(data);
    Files.delete(data.resolve("keys/heat-host"));

    assertThatThrownBy(() -> new CredentialsFile(data).await(Duration.ZERO, line -> {}))
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
