package org.lianbao.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of its own, an ext4 file system in a file, that can be filled to the last byte. */
final class Disk implements AutoCloseable {

  private static final String SIZE = "6G";
  private static final long SMALLEST = 4_096;

  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the file system and mounts it on the folder.
   *
   * @throws IOException if this machine or this user cannot
   */
  static Disk mount(Path image, Path folder) throws IOException {
    release(folder);
    Files.deleteIfExists(image);
    // With its space taken at once: where it is taken bit by bit, each commit waits for two disks.
    Tool.run("fallocate", "-l", SIZE, image.toString());
    // Nothing is kept back for root, who may be the one running this.
    Tool.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
    Tool.run("mount", "-o", "loop", image.toString(), folder.toString());
    return new Disk(folder);
  }

  /** Takes off what a killed run has left mounted there. */
  static void release(Path folder) throws IOException {
    if (Files.isDirectory(folder)
        && !Files.getFileStore(folder).equals(Files.getFileStore(folder.getParent()))) {
      Tool.run("umount", folder.toString());
    }
  }

  /** From now on whoever wants to write more finds no space. */
  void fill() throws IOException {
    for (var number = 0; ; number++) {
      var size = Files.getFileStore(folder).getUsableSpace() & -SMALLEST;
      while (size >= SMALLEST && !reserved(ballast(number), size)) {
        size = (size / 2) & -SMALLEST;
      }
      if (size < SMALLEST) {
        return;
      }
    }
  }

  /** There is space again. */
  void clear() throws IOException {
    for (var number = 0; Files.exists(ballast(number)); number++) {
      Files.delete(ballast(number));
    }
  }

  @Override
  public void close() throws IOException {
    release(folder);
  }

  private Path ballast(int number) {
    return folder.resolve("ballast-" + number);
  }

  private static boolean reserved(Path file, long size) throws IOException {
    try {
      Tool.run("fallocate", "-l", Long.toString(size), file.toString());
      return true;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      return false;
    }
  }
}
