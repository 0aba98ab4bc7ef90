package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    Files.createDirectories(root.resolve("water"));
    Files.writeString(root.resolve("water/a.jsonata"), "'from the folder'");

    runner
        .withPropertyValues("lianbao.mappings=" + root)
        .run(c -> assertThat(apply(c.getBean(Mappings.class))).isEqualTo("from the folder"));
  }

  @Test
  void looksIntoTheFolderMappingsWithoutASetting() {
    runner.run(c -> assertThat(c.getBean(MappingSettings.class).mappings()).isEqualTo("mappings"));
  }

  @Test
  void reckonsByTheCalendarOfTheDataFolder(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("water"));
    Files.writeString(
        root.resolve("water/a.jsonata"),
        "$addWorkingDays('2026-12-17', 1)",
        StandardCharsets.UTF_8);
    var calendar = Files.createDirectories(root.resolve("data/calendar"));
    Files.writeString(
        calendar.resolve("local.csv"),
        "# edition: local.1\nscope,date,kind,name,basis\n*,2026-12-18,OFF,暴雪停工,县政府通告\n");

    runner
        .withPropertyValues("lianbao.mappings=" + root, "lianbao.data=" + root.resolve("data"))
        .run(c -> assertThat(apply(c.getBean(Mappings.class))).isEqualTo("2026-12-21"));
  }

  @Test
  void saysWhichCalendarFileKeepsTheHubFromStarting(@TempDir Path data) throws IOException {
    var calendar = Files.createDirectories(data.resolve("calendar"));
    Files.writeString(calendar.resolve("local.csv"), "scope;date\n");

    runner
        .withPropertyValues("lianbao.data=" + data)
        .run(
            c -> {
              var analysis = new CalendarFaultAnalyzer().analyze(c.getStartupFailure());
              assertThat(analysis.getDescription()).contains("local.csv");
              assertThat(analysis.getAction()).contains("calendar");
            });
  }

  private static String apply(Mappings mappings) {
    var context = new MappingContext(Instant.EPOCH, null, Map.of(), key -> null, () -> "nonce");
    return mappings.apply("water", "a.jsonata", MissingNode.getInstance(), context).asText();
  }
}
