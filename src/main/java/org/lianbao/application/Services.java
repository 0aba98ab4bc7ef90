package org.lianbao.application;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The services a form may ask for, in the order of the form: an open list kept as data. */
public record Services(List<Service> all) {

  private static final String SOURCE = "/application/services.yaml";

  public Services {
    all = List.copyOf(all);
  }

  /** Reads the list that ships with the hub. */
  public static Services load() {
    try (var in = Services.class.getResourceAsStream(SOURCE)) {
      return new Services(new YAMLMapper().readValue(in, new TypeReference<List<Service>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(SOURCE + " cannot be read", e);
    }
  }

  /** The service with this code. */
  public Optional<Service> find(String code) {
    return all.stream().filter(service -> service.code().equals(code)).findFirst();
  }

  /**
   * One service.
   *
   * @param code what the form says, such as {@code WATER}
   * @param zh its name in Chinese
   * @param en its name in English
   * @param block the part of the form that describes it
   * @param quantities fields of the block of which a formal application states at least one
   * @param from first day of application on which it may be asked for, {@code null} if always
   * @param to last such day, {@code null} if it still is
   */
  public record Service(
      String code,
      String zh,
      String en,
      String block,
      List<String> quantities,
      String from,
      String to) {

    public Service {
      quantities = List.copyOf(quantities);
    }

    /** Whether a form of this day may ask for it. */
    public boolean inForce(LocalDate day) {
      return new Period(from, to).holds(day);
    }
  }
}
