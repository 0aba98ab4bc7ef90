package org.lianbao.cli;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The names of the sandbox's scenarios and what each shows, for whoever has to choose one. */
record Scenarios(Map<String, Map<String, Object>> all) {

  static Scenarios load() {
    try (var in = Scenarios.class.getResourceAsStream("/sandbox/scenarios.yaml")) {
      return new Scenarios(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (IOException e) {
      throw new IllegalStateException("sandbox/scenarios.yaml cannot be read", e);
    }
  }

  /**
   * Fails if there is no such scenario.
   *
   * @throws CommandFailure with a list of those there are, one a line
   */
  void require(String name) {
    if (!all.containsKey(name)) {
      throw new CommandFailure(
          all.entrySet().stream()
              .map(
                  each ->
                      "  %-18s %s / %s"
                          .formatted(
                              each.getKey(), each.getValue().get("zh"), each.getValue().get("en")))
              .collect(
                  Collectors.joining(
                      "\n",
                      "没有场景 %1$s，现有 / there is no scenario %1$s; there are:\n".formatted(name),
                      "")));
    }
  }
}
