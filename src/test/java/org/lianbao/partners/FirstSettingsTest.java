package org.lianbao.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSettingsTest {

  @TempDir Path data;

  @Test
  void givesEveryInstallationSecretsOfItsOwn() throws IOException {
    var other = Files.createDirectory(data.resolve("other"));
    write(data);
    write(other);

    assertThat(secrets(data)).isNotEmpty().doesNotContainAnyElementsOf(secrets(other));
  }

  @Test
  void leavesWhatTheFileSaysAlone() throws IOException {
    write(data);
    var before = Files.readString(file(data));

    write(data);

    assertThat(file(data)).hasContent(before);
  }

  @Test
  void addsAPartnerThatCameLater() throws IOException {
    var partners = PartnerFolders.read(Path.of("routes"));
    new FirstSettings(data).writeWhatIsMissing(partners.subList(1, partners.size()));
    var before = Files.readString(file(data));

    new FirstSettings(data).writeWhatIsMissing(partners);

    assertThat(Files.readString(file(data)))
        .startsWith(before)
        .containsOnlyOnce("    " + partners.get(0).slug() + ":");
    assertThat(before).doesNotContain("    " + partners.get(0).slug() + ":");
  }

  @Test
  void hidesItFromEverybodyElse() throws IOException {
    write(data);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(data))))
        .isEqualTo("rw-------");
    try (var keys = Files.list(data.resolve("keys"))) {
      assertThat(keys)
          .isNotEmpty()
          .allSatisfy(
              key ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                      .isEqualTo("rw-------"));
    }
  }

  private static void write(Path data) throws IOException {
    new FirstSettings(data).writeWhatIsMissing(PartnerFolders.read(Path.of("routes")));
  }

  private static Path file(Path data) {
    return data.resolve(FirstSettings.FILE);
  }

  private static java.util.List<String> secrets(Path data) throws IOException {
    return Files.readAllLines(file(data)).stream()
        .filter(line -> line.matches("\\s+(secret|broker-password): .*"))
        .toList();
  }
}
