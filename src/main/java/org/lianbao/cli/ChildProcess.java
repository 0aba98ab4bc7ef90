package org.lianbao.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of ours beside this one, its output in a log file; it ends when this process ends. */
final class ChildProcess {

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts {@code main} with this JVM's Java and class path.
   *
   * @param environment what its environment has beside this one's
   */
  static ChildProcess start(
      String name,
      Path log,
      int heapMib,
      String main,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(likeThisOne());
    command.add("-Xmx" + heapMib + "m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Tethered.class.getName()));
    command.addAll(List.of(Long.toString(ProcessHandle.current().pid()), main));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    return new ChildProcess(name, log, process);
  }

  String name() {
    return name;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Fails with the last lines of the log if the process has ended. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new CommandFailure(
          "%s 已退出 / has ended (exit code %d). %s:%n%s"
              .formatted(name, process.exitValue(), log, lastLines()));
    }
  }

  /** Asks the process to end, without waiting. */
  void askToStop() {
    process.destroy();
  }

  /** Waits for the end, and forces it when that takes too long. */
  void awaitStop(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The options the launcher gave this JVM, but for its heap. */
  private static List<String> likeThisOne() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Xmx") && !option.startsWith("-javaagent"))
        .toList();
  }

  private String lastLines() {
    try {
      var lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("\tat ") && !line.isBlank())
              .toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read)";
    }
  }
}
