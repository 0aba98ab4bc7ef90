package org.lianbao.partners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.shared.Sm2;

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
  void givesBothSidesKeysThatFitTogether() throws IOException {
    write(data);
    var keys = new YAMLMapper().readTree(file(data).toFile()).at("/lianbao/partners/housing");

    assertThat(keys.path("sm4-key").asText()).matches("[0-9a-f]{32}");
    assertThat(signs(keys, "sign-key", "sign-key-public")).isTrue();
    assertThat(signs(keys, "partner-key-private", "partner-key")).isTrue();
    assertThat(signs(keys, "sign-key", "partner-key")).isFalse();
  }

  private static boolean signs(JsonNode keys, String secret, String open) {
    var message = new byte[] {1, 2, 3};
    var signature = Sm2.sign(keys.path(secret).asText(), Sm2.DEFAULT_ID, message);
    return Sm2.verify(keys.path(open).asText(), Sm2.DEFAULT_ID, message, signature);
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
