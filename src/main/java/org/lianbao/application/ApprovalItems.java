package org.lianbao.application;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The approvals an external line may need, in the order of their bundle: the items that the notice
 * merges into one (S39), an open list kept as data.
 */
public record ApprovalItems(List<Item> all) {

  private static final String SOURCE = "/application/approval-items.yaml";

  public ApprovalItems {
    all = List.copyOf(all);
  }

  /** Reads the list that ships with the hub. */
  public static ApprovalItems load() {
    try (var in = ApprovalItems.class.getResourceAsStream(SOURCE)) {
      return new ApprovalItems(new YAMLMapper().readValue(in, new TypeReference<List<Item>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(SOURCE + " cannot be read", e);
    }
  }

  /** The items that these works need when they are applied for on this day. */
  public List<Item> neededBy(Works works, LocalDate day) {
    return all.stream()
        .filter(item -> item.inForce(day) && item.when().stream().anyMatch(works::any))
        .toList();
  }

  /** The item with this code. */
  public Optional<Item> find(String code) {
    return all.stream().filter(item -> item.code().equals(code)).findFirst();
  }

  /**
   * One item.
   *
   * @param zh its name in the item catalogue
   * @param notice its name in the notice, {@code null} where it is the same
   * @param when fields of the external works that call for it
   * @param from first day of application it is in force, {@code null} if always
   * @param to last such day, {@code null} if it still is
   */
  public record Item(
      String code, String zh, String en, String notice, List<String> when, String from, String to) {

    public Item {
      when = List.copyOf(when);
    }

    boolean inForce(LocalDate day) {
      return new Period(from, to).holds(day);
    }
  }
}
