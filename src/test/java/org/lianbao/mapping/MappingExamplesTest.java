package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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

  private final Mappings mappings = new FileMappings(ROOT);

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    return partners().stream()
        .flatMap(partner -> partner.examples().stream())
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.partner() + "/" + example.name(), () -> holds(example)));
  }

  @Test
  void everyMappingHasAnExample() throws IOException {
    for (var partner : partners()) {
      var shown = partner.examples().stream().map(Example::mapping).collect(Collectors.toSet());
      assertThat(partner.files()).isNotEmpty().isSubsetOf(shown);
    }
  }

  private void holds(Example example) throws IOException {
    var bytes = example.run(mappings);
    var kept = Path.of("target", "examples", example.partner(), example.name());
    Files.createDirectories(kept);
    Files.write(kept.resolve("given." + Example.ending(example.to())), bytes);

    assertThat(new String(bytes, example.charset()))
        .as("%s, first difference at byte %d", example.name(), example.difference(bytes))
        .isEqualTo(new String(example.expectedBytes(), example.charset()));
    assertThat(bytes).as("bytes of %s", example.name()).isEqualTo(example.expectedBytes());
  }

  private static List<PartnerMappings> partners() throws IOException {
    try (var folders = Files.list(ROOT)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(folder -> new PartnerMappings(ROOT, folder.getFileName().toString()))
          .toList();
    }
  }
}
