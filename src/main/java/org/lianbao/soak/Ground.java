package org.lianbao.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.hosting.StartFailure;

/** The folder a soak runs on: the hubs' side, the sandbox's side, and the logs of all. */
record Ground(Path root) {

  private static final String MARK = "soak.txt";

  /** What hubs, broker and database keep; their disk, where it is one of its own. */
  Path hubSide() {
    return root.resolve("hub-side");
  }

  /** What county and partners keep. */
  Path sandboxSide() {
    return root.resolve("sandbox-side");
  }

  /**
   * Empties the folder and marks it as a soak's.
   *
   * @throws StartFailure if it holds what is not a soak's; nobody else's data is touched
   */
  void clear() throws IOException {
    if (Files.isDirectory(root)) {
      empty();
    }
    Files.createDirectories(root.resolve("log"));
    Files.createDirectories(hubSide());
    Files.writeString(root.resolve(MARK), "The data of ./lianbao soak; emptied by the next one.\n");
  }

  private void empty() throws IOException {
    try (var content = Files.list(root)) {
      if (content.findAny().isPresent() && !Files.exists(root.resolve(MARK))) {
        throw new StartFailure(
            "the folder " + root + " holds something that is not a soak's",
            "name an empty one with --data DIR");
      }
    }
    Disk.release(hubSide());
    for (var home : List.of(hubSide().resolve("hub-1"), hubSide().resolve("database"))) {
      EmbeddedPostgres.stopLeftover(home);
    }
    EmbeddedPostgres.stopLeftover(sandboxSide().resolve("sandbox/exchange"));
    try (var all = Files.walk(root)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
