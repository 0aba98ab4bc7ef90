package org.lianbao.attachments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Files in folders named by the first digits of their digest: {@code 66/c7/66c7f0…}. */
final class DiskStore implements Store {

  private static final Pattern SM3 = Pattern.compile("[0-9a-f]{64}");

  private final Path root;

  DiskStore(Path root) {
    this.root = root;
  }

  @Override
  public boolean holds(String sm3) {
    return Files.isRegularFile(path(sm3));
  }

  @Override
  public void keep(Path file, String sm3) throws IOException {
    var target = path(sm3);
    Files.createDirectories(target.getParent());
    sync(file, StandardOpenOption.WRITE);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    for (var folder = target.getParent(); !folder.equals(root); folder = folder.getParent()) {
      sync(folder, StandardOpenOption.READ);
    }
    sync(root, StandardOpenOption.READ);
  }

  @Override
  public InputStream open(String sm3) throws IOException {
    return Files.newInputStream(path(sm3));
  }

  @Override
  public void remove(String sm3) throws IOException {
    Files.deleteIfExists(path(sm3));
  }

  private Path path(String sm3) {
    if (!SM3.matcher(sm3).matches()) {
      throw new IllegalArgumentException("an SM3 digest has 64 hexadecimal digits, in lower case");
    }
    return root.resolve(sm3.substring(0, 2)).resolve(sm3.substring(2, 4)).resolve(sm3);
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
