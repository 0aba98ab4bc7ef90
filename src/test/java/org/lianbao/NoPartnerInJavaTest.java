package org.lianbao;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Partner knowledge lives in routes/ and mappings/ alone; the sandbox is the one exception. */
class NoPartnerInJavaTest {

  private static final Path JAVA = Path.of("src/main/java/org/lianbao");

  /** The procedure's own words; departments may well be called by the role they play. */
  private static final List<Path> VOCABULARY =
      List.of(JAVA.resolve("cases/Role.java"), JAVA.resolve("cases/OrderKind.java"));

  @Test
  void noClassOutsideTheSandboxNamesAPartner() throws IOException {
    var slugs = partners().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    var named = Pattern.compile("\"(" + slugs + ")\"", Pattern.CASE_INSENSITIVE);
    try (var files = Files.walk(JAVA)) {
      var guilty =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.startsWith(JAVA.resolve("sandbox")))
              .filter(file -> !VOCABULARY.contains(file))
              .filter(file -> named.matcher(text(file)).find())
              .toList();
      assertThat(guilty).isEmpty();
    }
  }

  @Test
  void thereArePartnersToLookFor() throws IOException {
    assertThat(partners()).contains("county", "water", "power", "gas", "heat");
  }

  private static List<String> partners() throws IOException {
    try (var folders = Files.list(Path.of("routes"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("partner.yaml")))
          .map(folder -> folder.getFileName().toString())
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
