package org.lianbao.hosting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about the server of a data directory: process, directory, start
 * and port, one a line. The file outlives a killed server, and its process number may by then be
 * another program's.
 */
record PostmasterFile(long pid, Path directory, Instant started, int port) {

  private static final Duration SLACK = Duration.ofSeconds(10);

  static Optional<PostmasterFile> in(Path directory) throws IOException {
    try {
      var lines = Files.readAllLines(directory.resolve("postmaster.pid"), StandardCharsets.UTF_8);
      if (lines.size() < 4) {
        return Optional.empty();
      }
      return Optional.of(
          new PostmasterFile(
              Long.parseLong(lines.get(0).strip()),
              Path.of(lines.get(1).strip()),
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
              Integer.parseInt(lines.get(3).strip())));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The live server of this very directory: the process is there, runs {@code postgres}, began when
   * the file says and names the same folder.
   */
  Optional<ProcessHandle> server(Path wanted) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().map(PostmasterFile::isPostgres).orElse(false))
        .filter(process -> process.info().startInstant().map(this::isStart).orElse(true))
        .filter(process -> same(directory, wanted));
  }

  private static boolean isPostgres(String command) {
    return "postgres".equals(String.valueOf(Path.of(command).getFileName()));
  }

  private boolean isStart(Instant start) {
    return Duration.between(start, started).abs().compareTo(SLACK) <= 0;
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }
}
