package org.lianbao.hosting;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder that holds all the hub keeps on disk. Open, it belongs to this process alone: a lock
 * on {@code <data>/lock} keeps a second hub out.
 */
public final class DataFolder implements AutoCloseable {

  private static final long LEAST_FREE_MIB = 256;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  private final Path root;
  private final FolderLock lock;

  private DataFolder(Path root, FolderLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes it.
   *
   * @throws StartFailure if it cannot be written, is nearly full, or another hub has it
   */
  public static DataFolder open(Path folder) {
    var root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root, ownerOnly());
      var lock = FolderLock.take(root.resolve("lock"));
      try {
        checkFreeSpace(root);
        return new DataFolder(root, lock);
      } catch (IOException | StartFailure e) {
        lock.close();
        throw e;
      }
    } catch (FolderLock.Taken e) {
      throw new StartFailure(
          "another hub (process %s) already works on the data folder %s"
              .formatted(e.getMessage(), root),
          "stop it first, or give this one a folder of its own with --data DIR");
    } catch (IOException e) {
      throw new StartFailure(
          "the data folder " + root + " cannot be written (" + e.getClass().getSimpleName() + ")",
          "give this user write access to it, or name another with --data DIR",
          e);
    }
  }

  /** The folder itself, absolute. */
  public Path root() {
    return root;
  }

  /** A folder inside, made if missing and then open to its owner only. */
  public Path sub(String name) {
    var folder = root.resolve(name);
    try {
      Files.createDirectories(folder, ownerOnly());
      if (posix()) {
        // The log begins before the folder is taken, and would leave its own open to others.
        Files.setPosixFilePermissions(folder, OWNER);
      }
      return folder;
    } catch (IOException e) {
      throw new StartFailure(
          "the folder " + folder + " cannot be made", "check who owns the data folder", e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void checkFreeSpace(Path root) throws IOException {
    var free = Files.getFileStore(root).getUsableSpace() >> 20;
    if (free < LEAST_FREE_MIB) {
      throw new StartFailure(
          "only %d MiB are free on the disk of %s".formatted(free, root),
          "free at least %d MiB, or name another folder with --data DIR".formatted(LEAST_FREE_MIB));
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return posix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
