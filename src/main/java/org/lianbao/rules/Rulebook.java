package org.lianbao.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** All editions of the rules, the earliest first. */
public record Rulebook(List<Rules> editions) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public Rulebook {
    editions = editions.stream().sorted(Comparator.comparing(Rules::from)).toList();
  }

  /** The editions that ship with the hub. */
  public static Rulebook load() {
    var name = "/rules/2022-01-27.yaml";
    try (InputStream in = Rulebook.class.getResourceAsStream(name)) {
      return new Rulebook(List.of(YAML.readValue(in, Rules.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** The edition for applications of this day; the earliest also for days before it. */
  public Rules on(LocalDate day) {
    return editions.stream()
        .filter(rules -> !rules.from().isAfter(day))
        .reduce((earlier, later) -> later)
        .orElse(editions.get(0));
  }

  /**
   * The edition with this name.
   *
   * @throws IllegalArgumentException if there is none: a case keeps its edition, so none is removed
   */
  public Rules edition(String name) {
    return editions.stream()
        .filter(rules -> rules.edition().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no rules of the edition " + name + " are loaded"));
  }
}
