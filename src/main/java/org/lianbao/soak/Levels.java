package org.lianbao.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process holds when it has nothing to do: live objects on its heap in bytes after a
 * collection, its open files, its threads.
 */
record Levels(long heap, long files, long threads) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final long HEAP_SLACK = 4L << 20;
  private static final long SLACK = 12;

  static Levels of(long pid) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    // Collects first; twice, since what was finalised by one is only freed by the next.
    Tool.run(jcmd, Long.toString(pid), "GC.class_histogram");
    var total = TOTAL.matcher(Tool.run(jcmd, Long.toString(pid), "GC.class_histogram"));
    if (!total.find()) {
      throw new IOException("jcmd tells no total of the heap");
    }
    return new Levels(
        Long.parseLong(total.group(1)),
        count("/proc/" + pid + "/fd"),
        count("/proc/" + pid + "/task"));
  }

  /** The highest of each. */
  Levels orHigher(Levels other) {
    return new Levels(
        Math.max(heap, other.heap), Math.max(files, other.files), Math.max(threads, other.threads));
  }

  /** What is above those before by more than chance explains. */
  List<String> grownSince(Levels before, String who) {
    var grown = new ArrayList<String>();
    if (heap > before.heap + Math.max(HEAP_SLACK, before.heap / 20)) {
      grown.add("%s: live heap %d → %d bytes".formatted(who, before.heap, heap));
    }
    if (files > before.files + SLACK) {
      grown.add("%s: open files %d → %d".formatted(who, before.files, files));
    }
    if (threads > before.threads + SLACK) {
      grown.add("%s: threads %d → %d".formatted(who, before.threads, threads));
    }
    return grown;
  }

  @Override
  public String toString() {
    return "%.1f MB, %d files, %d threads".formatted(heap / 1e6, files, threads);
  }

  private static long count(String folder) throws IOException {
    try (var entries = Files.list(Path.of(folder))) {
      return entries.count();
    }
  }
}
