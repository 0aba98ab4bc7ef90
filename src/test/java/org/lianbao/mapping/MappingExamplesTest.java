package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder {@code mappings/<partner>/examples/<name>/} is a test: the mapping named in {@code
 * example.yaml} turns {@code input.*} into exactly the bytes of {@code expected.*}. What it gave is
 * left in {@code target/examples} for comparing.
 */
class MappingExamplesTest {

  private static final Path ROOT = Path.of("mappings");
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Mappings mappings = new FileMappings(ROOT);

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return folders().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    partner(folder) + "/" + folder.getFileName(), () -> holds(folder)));
  }

  @Test
  void everyMappingHasAnExample() throws IOException {
    Set<String> shown = new HashSet<>();
    for (var folder : folders()) {
      shown.add(partner(folder) + "/" + read(folder).path("mapping").asText());
    }
    try (var files = Files.walk(ROOT, 2)) {
      var mappings =
          files
              .filter(file -> file.toString().matches(".*\\.(jsonata|ftlx)"))
              .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
              .toList();
      assertThat(mappings).isNotEmpty().isSubsetOf(shown);
    }
  }

  private void holds(Path folder) throws IOException {
    var example = read(folder);
    var charset = Charset.forName(example.path("charset").asText("UTF-8"));
    var from = Format.valueOf(example.path("from").asText());
    var to = Format.valueOf(example.path("to").asText());
    var input = from.read(Files.readAllBytes(only(folder, "input.")), charset);
    var given =
        mappings.apply(partner(folder), example.path("mapping").asText(), input, context(example));
    var bytes = to.write(given, charset);
    var kept = Path.of("target", "examples", partner(folder), folder.getFileName().toString());
    Files.createDirectories(kept);
    Files.write(kept.resolve("given." + to.name().toLowerCase(java.util.Locale.ROOT)), bytes);

    var expected = Files.readAllBytes(only(folder, "expected."));
    assertThat(new String(bytes, charset))
        .as("%s, first difference at byte %d", folder, difference(bytes, expected))
        .isEqualTo(new String(expected, charset));
    assertThat(bytes).as("bytes of %s", folder).isEqualTo(expected);
  }

  private static int difference(byte[] given, byte[] expected) {
    return java.util.Arrays.mismatch(given, expected);
  }

  private static MappingContext context(JsonNode example) {
    Map<String, String> headers = texts(example.path("headers"));
    Map<String, String> settings = texts(example.path("settings"));
    return new MappingContext(
        Instant.parse(example.path("now").asText("2026-11-09T02:15:00Z")),
        example.path("order"),
        headers,
        settings::get,
        () -> example.path("nonce").asText("0123456789abcdef"));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static List<Path> folders() throws IOException {
    try (var files = Files.walk(ROOT, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals("example.yaml"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static String partner(Path folder) {
    return folder.getParent().getParent().getFileName().toString();
  }

  private static JsonNode read(Path folder) throws IOException {
    return YAML.readTree(folder.resolve("example.yaml").toFile());
  }

  private static Path only(Path folder, String start) throws IOException {
    try (var files = Files.list(folder)) {
      var found = files.filter(f -> f.getFileName().toString().startsWith(start)).toList();
      assertThat(found).as("files %s* in %s", start, folder).hasSize(1);
      return found.get(0);
    }
  }
}
