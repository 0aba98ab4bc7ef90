package org.lianbao.routing.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** A folder of routes and a folder of mappings, each with one folder per partner. */
record TextFolders(Path routes, Path mappings) {

  static final String SHARED = "_shared";

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,39}|" + SHARED);
  private static final int MOST_FILES = 5_000;
  private static final long MOST_BYTES = 20_000_000;
  private static final String ROUTES = "routes/";

  static TextFolders in(Path folder) {
    return new TextFolders(folder.resolve("routes"), folder.resolve("mappings"));
  }

  static boolean isSlug(String name) {
    return SLUG.matcher(name).matches();
  }

  boolean exist() {
    return Files.isDirectory(routes) && Files.isDirectory(mappings);
  }

  /** Everybody with a folder of routes, and what they share. */
  TreeSet<String> slugs() {
    var slugs = new TreeSet<String>();
    if (!Files.isDirectory(routes)) {
      return slugs;
    }
    try (var folders = Files.list(routes)) {
      folders
          .filter(folder -> Files.isDirectory(folder))
          .map(folder -> folder.getFileName().toString())
          .filter(TextFolders::isSlug)
          .forEach(slugs::add);
      return slugs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The files of one partner, without those that editors leave about. Links are not followed.
   *
   * @throws TooMuch if they are more than 5,000 or larger than 20 MB together
   */
  PartnerText read(String slug) {
    var files = new TreeMap<String, byte[]>();
    try {
      read(routes, ROUTES, slug, files);
      read(mappings, "mappings/", slug, files);
    } catch (IOException e) {
      throw new UncheckedIOException("the folders of " + slug + " cannot be read", e);
    }
    return new PartnerText(slug, files);
  }

  private static void read(Path root, String kind, String slug, TreeMap<String, byte[]> files)
      throws IOException {
    var folder = root.resolve(slug);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var bytes = files.values().stream().mapToLong(file -> file.length).sum();
    try (var found = Files.walk(folder)) {
      for (var path : (Iterable<Path>) found.filter(TextFolders::isText)::iterator) {
        bytes += Files.size(path);
        if (bytes > MOST_BYTES || files.size() >= MOST_FILES) {
          throw new TooMuch(kind + slug);
        }
        files.put(
            kind + root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
  }

  private static boolean isText(Path path) {
    var name = path.getFileName().toString();
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && !name.startsWith(".")
        && !name.endsWith("~");
  }

  /** Writes a partner's files in place of those that are there. */
  void write(PartnerText text) throws IOException {
    delete(text.slug());
    // Those that run with no mapping yet have an empty folder, not none.
    Files.createDirectories(routes);
    Files.createDirectories(mappings);
    for (var file : text.files().entrySet()) {
      var slash = file.getKey().indexOf('/') + 1;
      var root = file.getKey().startsWith(ROUTES) ? routes : mappings;
      var path = root.resolve(file.getKey().substring(slash));
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  void delete(String slug) throws IOException {
    FileSystemUtils.deleteRecursively(routes.resolve(slug));
    FileSystemUtils.deleteRecursively(mappings.resolve(slug));
  }

  /** A partner's folder holds far more than a partner's text. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String folder;

    TooMuch(String folder) {
      super(folder + " holds more than 5,000 files or 20 MB");
      this.folder = folder;
    }

    String folder() {
      return folder;
    }
  }
}
