package org.lianbao.processes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM of ours beside this one, its output in a log file; it ends when this process ends. */
public final class ChildProcess {

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts {@code main} with this JVM's Java and class path. */
  public static ChildProcess start(
      String name, Path log, int heapMib, String main, List<String> arguments) throws IOException {
    return start(name, log, heapMib, Map.of(), main, arguments);
  }

  /**
   * The same with more in its environment.
   *
   * @param heapMib heap at most, MiB
   */
  public static ChildProcess start(
      String name,
      Path log,
      int heapMib,
      Map<String, String> environment,
      String main,
      List<String> arguments)
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

  public String name() {
    return name;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** How it ended, with the last lines of its log; empty while it runs. */
  public Optional<String> ended() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of(
            "%s 已退出 / has ended (exit code %d). %s:%n%s"
                .formatted(name, process.exitValue(), log, lastLines()));
  }

  /** Asks the process to end, without waiting. */
  public void askToStop() {
    process.destroy();
  }

  /** Ends it as {@code kill -9} does and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end, and forces it when that takes too long. */
  public void awaitStop(long seconds) {
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
