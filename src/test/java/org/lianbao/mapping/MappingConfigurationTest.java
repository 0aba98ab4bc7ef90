package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MappingConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(MappingConfiguration.class);

  @Test
  void readsTheFolderOfTheSetting(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("mappings/water"));
    Files.writeString(root.resolve("mappings/water/a.jsonata"), "'from the folder'");

    runner
        .withPropertyValues("lianbao.running=" + root)
        .run(c -> assertThat(apply(c.getBean(Mappings.class))).isEqualTo("from the folder"));
  }

  @Test
  void looksIntoTheWorkingDirectoryWithoutASetting() {
    runner.run(c -> assertThat(c.getBean(MappingSettings.class).running()).isEqualTo("."));
  }

  private static String apply(Mappings mappings) {
    var context = new MappingContext(Instant.EPOCH, null, Map.of(), key -> null, () -> "nonce");
    return mappings.apply("water", "a.jsonata", MissingNode.getInstance(), context).asText();
  }
}
