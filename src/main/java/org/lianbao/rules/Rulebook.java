package org.lianbao.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * All editions of the rules. Further ones may come while the hub runs; none that is there changes
 * or goes, since cases keep theirs.
 */
public final class Rulebook {

  private volatile List<Rules> editions;

  public Rulebook(List<Rules> editions) {
    this.editions = sorted(editions);
  }

  /** The editions there are now, the earliest first. */
  public List<Rules> editions() {
    return editions;
  }

  /** The editions that ship with the hub. */
  public static Rulebook load() {
    var name = "2022-01-27.yaml";
    try (InputStream in = Rulebook.class.getResourceAsStream("/rules/" + name)) {
      return new Rulebook(List.of(RulesFile.read(name, in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /**
   * The editions that ship with the hub, and those of a folder.
   *
   * @param folder of files {@code *.yaml}, one edition each; may be missing
   * @throws RulesFault naming every fault of the first file that cannot be used
   */
  public static Rulebook load(Path folder) throws IOException {
    var own = load();
    var all = new ArrayList<>(own.editions());
    var names = new HashSet<>(own.editions().stream().map(Rules::edition).toList());
    for (var file : files(folder)) {
      var shown = file.getFileName().toString();
      var edition = RulesFile.read(shown, RulesFile.bytes(file));
      if (!names.add(edition.edition())) {
        throw new RulesFault(
            shown,
            List.of(
                "edition：版本 %1$s 已有，办件沿用其版本，新规则请用新版本号 / %1$s exists and cases keep it; give new rules a new name"
                    .formatted(edition.edition())));
      }
      all.add(edition);
    }
    return new Rulebook(all);
  }

  /**
   * Takes the editions of the folder that are not here yet; files whose edition is known are left
   * alone.
   *
   * @param check throws a {@link RulesFault} where an edition cannot be used
   * @return what was taken
   * @throws RulesFault naming every fault of the first file that cannot be used; nothing is taken
   */
  public synchronized List<Rules> takeNew(Path folder, Consumer<Rulebook> check)
      throws IOException {
    var names = new HashSet<>(editions.stream().map(Rules::edition).toList());
    var fresh = new ArrayList<Rules>();
    for (var file : files(folder)) {
      var edition = RulesFile.read(file.getFileName().toString(), RulesFile.bytes(file));
      if (names.add(edition.edition())) {
        fresh.add(edition);
      }
    }
    if (!fresh.isEmpty()) {
      check.accept(new Rulebook(fresh));
      var all = new ArrayList<>(editions);
      all.addAll(fresh);
      editions = sorted(all);
    }
    return List.copyOf(fresh);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<Rules> sorted(List<Rules> editions) {
    return editions.stream().sorted(Comparator.comparing(Rules::from)).toList();
  }

  /** The edition for applications of this day; the earliest also for days before it. */
  public Rules on(LocalDate day) {
    var all = editions;
    return all.stream()
        .filter(rules -> !rules.from().isAfter(day))
        .reduce((earlier, later) -> later)
        .orElse(all.get(0));
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
