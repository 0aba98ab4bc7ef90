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
import org.lianbao.calendar.CalendarInUse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;

class MappingConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(MappingConfiguration.class, Data.class);

  /** The calendar comes from the case record's room. */
  static class Data {
    @Bean
    CalendarInUse calendar(@Value("${lianbao.data:./data}") Path data) throws IOException {
      return new CalendarInUse(data.resolve("calendar"));
    }
  }

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

  @Test
  void reckonsByTheCalendarOfTheDataFolder(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("mappings/water"));
    Files.writeString(
        root.resolve("mappings/water/a.jsonata"),
        "$addWorkingDays('2026-12-17', 1)",
        StandardCharsets.UTF_8);
    var calendar = Files.createDirectories(root.resolve("data/calendar"));
    Files.writeString(
        calendar.resolve("local.csv"),
        "# edition: local.1\nscope,date,kind,name,basis\n*,2026-12-18,OFF,暴雪停工,县政府通告\n");

    runner
        .withPropertyValues("lianbao.running=" + root, "lianbao.data=" + root.resolve("data"))
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
