package org.lianbao.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers the children of a run in a file, so that the next run can stop those that a killed one
 * has left. A process is told from a later one of the same number by when it began.
 */
public final class Leftovers {

  private final Path file;

  public Leftovers(Path file) {
    this.file = file;
  }

  public void remember(List<ChildProcess> children) throws IOException {
    Files.write(file, children.stream().map(child -> line(child.handle())).toList());
  }

  /** Stops what an earlier run has left; returns how many processes that were. */
  public int stop() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    var left =
        Files.readAllLines(file).stream()
            .map(Leftovers::process)
            .flatMap(Optional::stream)
            .toList();
    left.forEach(ProcessHandle::destroy);
    left.forEach(Leftovers::awaitEnd);
    forget();
    return left.size();
  }

  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  private static String line(ProcessHandle process) {
    return process.pid() + " " + began(process);
  }

  private static Optional<ProcessHandle> process(String line) {
    var parts = line.split(" ");
    if (parts.length != 2 || !parts[0].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(process -> began(process).equals(parts[1]));
  }

  private static String began(ProcessHandle process) {
    return process.info().startInstant().map(at -> Long.toString(at.toEpochMilli())).orElse("?");
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(25, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process cannot be awaited", e);
    }
  }
}
