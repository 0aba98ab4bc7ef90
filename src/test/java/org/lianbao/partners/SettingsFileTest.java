package org.lianbao.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of one partner beside the hub are those the hub itself would read. */
class SettingsFileTest {

  @TempDir Path data;

  @Test
  void freshSettingsAreReadBackWithTheirAddressesAndTheOtherSidesKey() throws IOException {
    var heat = Manifest.read(Path.of("routes/heat"));

    assertThat(SettingsFile.in(data)).isFalse();
    assertThat(SettingsFile.read(data, heat)).isEmpty();
    var fresh = SettingsFile.fresh(data, heat);

    assertThat(SettingsFile.in(data)).isTrue();
    assertThat(SettingsFile.read(data, heat)).isEqualTo(fresh);
    assertThat(fresh).containsKeys(heat.settings().keySet().toArray(String[]::new));
    assertThat(fresh).containsEntry("host", "127.0.0.1").containsEntry("port", "8022");
    assertThat(Files.readString(Path.of(fresh.get("host-key")))).contains("PRIVATE KEY");
  }

  @Test
  void aValueThatAPersonWroteCounts() throws IOException {
    var water = Manifest.read(Path.of("routes/water"));
    Files.writeString(
        data.resolve("partners.yaml"),
        "lianbao:\n  partners:\n    water:\n      url: http://127.0.0.1:1\n      secret: ' '\n");

    assertThat(SettingsFile.read(data, water)).containsOnly(Map.entry("url", "http://127.0.0.1:1"));
  }
}
