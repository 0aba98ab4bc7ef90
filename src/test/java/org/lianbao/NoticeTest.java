package org.lianbao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of clauses names what is there, and every clause. */
class NoticeTest {

  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
  private static final Pattern SCENARIO = Pattern.compile("`([^`]+)`");

  @Test
  void everyClauseAndEveryDoubtStandsInTheTableOnce() throws IOException {
    var expected =
        Stream.concat(
                IntStream.rangeClosed(1, 67).mapToObj(n -> "S" + n),
                IntStream.rangeClosed(1, 26).mapToObj(n -> "A" + n))
            .toList();

    assertThat(rows()).extracting(row -> row.get(0)).containsExactlyElementsOf(expected);
    assertThat(rows())
        .allSatisfy(
            row ->
                assertThat(row.get(6))
                    .as(row.get(0))
                    .matches("done|configurable|out of reach: .+"));
  }

  @Test
  void everyRuleNamedThereLivesInTheCode() throws IOException {
    var classes = sources(Path.of("src/main/java"));

    assertThat(rows())
        .allSatisfy(
            row -> {
              var named = NAME.matcher(row.get(3)).results().toList();
              assertThat(named).as("%s names a class", row.get(0)).isNotEmpty();
              assertThat(named)
                  .as(row.get(0))
                  .allSatisfy(
                      it ->
                          assertThat(classes.keySet().contains(it.group(1)))
                              .as("%s: %s", row.get(0), it.group(1))
                              .isTrue());
            });
  }

  @Test
  void everyTestNamedThereExists() throws IOException {
    var tests = sources(Path.of("src/test/java"));

    assertThat(rows())
        .allSatisfy(
            row -> {
              var named = NAME.matcher(row.get(4)).results().toList();
              assertThat(named).as("%s is shown by a test", row.get(0)).isNotEmpty();
              for (var it : named) {
                assertThat(tests.keySet().contains(it.group(1)))
                    .as("%s: %s", row.get(0), it.group(1))
                    .isTrue();
                if (it.group(2) != null) {
                  assertThat(tests.get(it.group(1)).contains(it.group(2) + "("))
                      .as("%s: %s", row.get(0), it.group())
                      .isTrue();
                }
              }
            });
  }

  @Test
  void everyScenarioNamedThereCanBePlayed() throws IOException {
    var scenarios = new HashSet<String>();
    try (var told = Files.newInputStream(Path.of("src/main/resources/sandbox/scenarios.yaml"))) {
      new YAMLMapper().readTree(told).fieldNames().forEachRemaining(scenarios::add);
    }

    var named =
        rows().stream()
            .flatMap(row -> SCENARIO.matcher(row.get(5)).results().map(it -> it.group(1)))
            .toList();

    assertThat(named).isNotEmpty().isSubsetOf(scenarios);
  }

  private static List<List<String>> rows() throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var line : Files.readAllLines(Path.of("docs/notice.md"))) {
      if (line.matches("\\| [SA]\\d+ \\|.*")) {
        rows.add(Stream.of(line.substring(1).split("\\|")).map(String::strip).toList());
      }
    }
    return rows;
  }

  private static Map<String, String> sources(Path folder) throws IOException {
    var sources = new HashMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        var name = file.getFileName().toString().replace(".java", "");
        sources.put(name, Files.readString(file));
      }
    }
    return sources;
  }
}
