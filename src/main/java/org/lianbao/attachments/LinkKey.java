package org.lianbao.attachments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key in the data folder that links are signed with, made at the first start. */
final class LinkKey {

  private static final int BYTES = 32;

  private LinkKey() {}

  static String in(Path data) {
    var file = data.resolve("keys").resolve("attachment-links");
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the key of links in " + file, e);
    }
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(fresh, HexFormat.of().formatHex(bytes));
    Files.move(fresh, file);
  }
}
