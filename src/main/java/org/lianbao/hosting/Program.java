package org.lianbao.hosting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one of PostgreSQL's programs to its end, its output appended to a log file. */
final class Program {

  private final Path bin;
  private final Path log;

  Program(Path bin, Path log) {
    this.bin = bin;
    this.log = log;
  }

  /** Its exit code. The environment is that of this process, with {@code more} and plain C. */
  int run(String name, Map<String, String> more, String... arguments) throws IOException {
    var command = new ArrayList<>(asOrdinaryUser());
    command.add(bin.resolve(name).toString());
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(key -> key.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(more);
    var process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name + " was running", e);
    }
  }

  /** The last complaint in the log, for the error a person reads. */
  String complaint() {
    try {
      var lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
      return lines.stream()
          .filter(
              line ->
                  line.contains("FATAL") || line.contains("error:") || line.contains("unshare:"))
          .reduce((first, second) -> second)
          .orElse("no reason given");
    } catch (IOException e) {
      return "no reason given";
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody. */
  private static List<String> asOrdinaryUser() {
    return "root".equals(System.getProperty("user.name"))
            && Files.isExecutable(Path.of("/usr/bin/unshare"))
        ? List.of("/usr/bin/unshare", "-U")
        : List.of();
  }
}
