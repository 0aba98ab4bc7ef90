package org.lianbao.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lianbao.processes.ChildProcess;
import org.lianbao.shared.Clock;

/** A process of the soak that can be killed and started again as often as one likes. */
final class Server {

  /** Asks whether it serves now. */
  interface Ready {
    boolean now() throws InterruptedException;
  }

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final Path log;
  private final int heapMib;
  private final String main;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Ready ready;
  private final Clock clock = Clock.system();
  private ChildProcess process;

  Server(
      String name,
      Path log,
      int heapMib,
      String main,
      List<String> arguments,
      Map<String, String> environment,
      Ready ready) {
    this.name = name;
    this.log = log;
    this.heapMib = heapMib;
    this.main = main;
    this.arguments = arguments;
    this.environment = environment;
    this.ready = ready;
  }

  String name() {
    return name;
  }

  synchronized void start() throws IOException {
    process = ChildProcess.start(name, log, heapMib, environment, main, arguments);
  }

  /**
   * Returns once it serves.
   *
   * @throws IOException if it ends before that, or takes longer than three minutes
   */
  void awaitReady() throws IOException, InterruptedException {
    var end = clock.now().plus(PATIENCE);
    while (!ready.now()) {
      var ended = ended();
      if (ended.isPresent()) {
        throw new IOException(ended.get());
      }
      if (clock.now().isAfter(end)) {
        throw new IOException("未就绪 / not ready after %s: %s".formatted(PATIENCE, log));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  boolean isReady() throws InterruptedException {
    return ready.now();
  }

  synchronized Optional<String> ended() {
    return process == null ? Optional.empty() : process.ended();
  }

  synchronized long pid() {
    return process.handle().pid();
  }

  synchronized void kill() throws InterruptedException {
    process.kill();
  }

  synchronized void askToStop() {
    if (process != null) {
      process.askToStop();
    }
  }

  synchronized void awaitStop() {
    if (process != null) {
      process.awaitStop(30);
    }
  }
}
