package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The mapping folder of one partner, for those who work on it: its files, its examples. */
public final class PartnerMappings {

  private final Path folder;
  private final String partner;
  private final Mappings mappings;

  /**
   * Opens the folder, which need not exist.
   *
   * @param root the folder {@code mappings/}
   */
  public PartnerMappings(Path root, String partner) {
    this.folder = root.resolve(partner);
    this.partner = partner;
    this.mappings = new FileMappings(root);
  }

  /** Whether there is such a folder. */
  public boolean exists() {
    return Files.isDirectory(folder);
  }

  /** The mapping files by name, such as {@code order.jsonata}. */
  public TreeSet<String> files() {
    return names(folder, ".jsonata", ".ftlx");
  }

  /** The code tables by name, without their ending. */
  TreeSet<String> tables() {
    var names = new TreeSet<String>();
    names(folder.resolve("codes"), ".csv")
        .forEach(name -> names.add(name.substring(0, name.length() - ".csv".length())));
    return names;
  }

  /** The folders of the examples, also of those that cannot be read. */
  List<Path> exampleFolders() {
    return list(folder.resolve("examples")).filter(Files::isDirectory).sorted().toList();
  }

  /** All examples. */
  public List<Example> examples() {
    return exampleFolders().stream().map(Example::read).toList();
  }

  /** The examples that can be read. */
  public List<Example> readableExamples() {
    return exampleFolders().stream()
        .flatMap(
            folder -> {
              try {
                return Stream.of(Example.read(folder));
              } catch (Example.Broken e) {
                return Stream.empty();
              }
            })
        .toList();
  }

  /** Applies a mapping. */
  public JsonNode apply(String file, JsonNode input, MappingContext context) {
    return mappings.apply(partner, file, input, context);
  }

  /** What an example's mapping gives. */
  public byte[] run(Example example) {
    return example.run(mappings);
  }

  String partner() {
    return partner;
  }

  Path path(String file) {
    return folder.resolve(file);
  }

  /** How findings call a file of this folder. */
  String shown(String file) {
    return "mappings/" + partner + "/" + file;
  }

  private static TreeSet<String> names(Path folder, String... endings) {
    var names = new TreeSet<String>();
    list(folder)
        .map(file -> file.getFileName().toString())
        .filter(name -> Stream.of(endings).anyMatch(name::endsWith))
        .forEach(names::add);
    return names;
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
