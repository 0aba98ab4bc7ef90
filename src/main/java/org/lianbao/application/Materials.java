package org.lianbao.application;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/** The papers (材料) a form may come with: an open list kept as data. */
public record Materials(List<Material> all) {

  private static final String SOURCE = "/application/materials.yaml";

  public Materials {
    all = List.copyOf(all);
  }

  /** Reads the list that ships with the hub. */
  public static Materials load() {
    try (var in = Materials.class.getResourceAsStream(SOURCE)) {
      return new Materials(new YAMLMapper().readValue(in, new TypeReference<List<Material>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(SOURCE + " cannot be read", e);
    }
  }

  /** Whether a form of this day may come with paper of this code. */
  public boolean has(String code, LocalDate day) {
    return all.stream().anyMatch(it -> it.code().equals(code) && it.period().holds(day));
  }

  /**
   * One kind of paper.
   *
   * @param from first day of application it is in use, {@code null} if always
   * @param to last such day, {@code null} if it still is
   */
  public record Material(String code, String zh, String en, String from, String to) {

    Period period() {
      return new Period(from, to);
    }
  }
}
