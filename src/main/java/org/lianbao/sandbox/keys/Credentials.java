package org.lianbao.sandbox.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the hub and its partners agreed on, one part per partner. */
public final class Credentials {

  private final Path data;
  private final Map<String, Map<String, String>> partners = new HashMap<>();

  Credentials(Path data) {
    this.data = data;
  }

  /** Takes in what a document of the settings file says of a partner; a blank value is none. */
  void add(String partner, Map<String, String> said) {
    var values = partners.computeIfAbsent(partner, any -> new HashMap<>());
    said.forEach(
        (key, value) -> {
          if (value != null && !value.isBlank()) {
            values.put(key, value);
          }
        });
  }

  /** What was agreed on with one partner, complete or not. */
  public Agreed with(String partner) {
    return new Agreed(partner, partners.getOrDefault(partner, Map.of()), data);
  }

  /** The settings that must have a value and have none. */
  List<String> missing(List<Needs> needs) {
    return needs.stream()
        .flatMap(
            need ->
                need.settings().stream()
                    .filter(key -> !with(need.partner()).values().containsKey(key))
                    .map(key -> need.partner() + "." + key))
        .toList();
  }

  /** The key files that are named and not there; a public part is enough. */
  List<Path> missingFiles(List<Needs> needs) {
    return needs.stream()
        .flatMap(need -> need.keyFiles().stream().map(with(need.partner())::file))
        .filter(file -> !Files.isReadable(file) && !Files.isReadable(KeyFiles.publicPart(file)))
        .toList();
  }
}
