package org.lianbao.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ConcurrentHashMap;

/** What files compile to, kept until the file's time or size changes. */
final class FileCache<T> {

  private static final long MAX_BYTES = 4_000_000;

  private final ConcurrentHashMap<Path, Entry<T>> entries = new ConcurrentHashMap<>();
  private final Compiler<T> compiler;

  FileCache(Compiler<T> compiler) {
    this.compiler = compiler;
  }

  /**
   * The compiled file.
   *
   * @param name how faults call the file
   * @throws MappingFault if it is missing, unreadable or does not compile
   */
  T get(Path path, String name) {
    try {
      var now = Files.readAttributes(path, BasicFileAttributes.class);
      var known = entries.get(path);
      if (known != null && known.fits(now)) {
        return known.value();
      }
      // The stamp is read before the text: a change in between is seen at the next use.
      return entries
          .compute(
              path, (p, entry) -> entry != null && entry.fits(now) ? entry : read(p, name, now))
          .value();
    } catch (NoSuchFileException e) {
      throw new MappingFault("there is no file mappings/" + name, e);
    } catch (IOException e) {
      throw new MappingFault("cannot read mappings/" + name, e);
    }
  }

  void forget(Path folder) {
    entries.keySet().removeIf(path -> path.startsWith(folder));
  }

  private Entry<T> read(Path path, String name, BasicFileAttributes now) {
    if (now.size() > MAX_BYTES) {
      throw new MappingFault("mappings/" + name + " is larger than " + MAX_BYTES + " bytes");
    }
    try {
      var text = Strict.decode(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return new Entry<>(now.lastModifiedTime(), now.size(), compiler.compile(name, text));
    } catch (IOException e) {
      throw new MappingFault("cannot read mappings/" + name, e);
    }
  }

  /** Makes the value of a file out of its text; the name is for faults. */
  interface Compiler<T> {
    T compile(String name, String text);
  }

  private record Entry<T>(FileTime changed, long size, T value) {
    boolean fits(BasicFileAttributes now) {
      return changed.equals(now.lastModifiedTime()) && size == now.size();
    }
  }
}
