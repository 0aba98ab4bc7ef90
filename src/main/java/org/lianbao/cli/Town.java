package org.lianbao.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.hosting.FolderLock;
import org.lianbao.processes.ChildProcess;
import org.lianbao.processes.Leftovers;
import org.lianbao.processes.WebClient;
import org.lianbao.shared.Clock;

/**
 * A hub and a sandbox as two processes on one data folder. However this process ends, short of
 * being killed outright, nothing of them stays behind; after that the next one clears up.
 */
final class Town implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final String SANDBOX = "org.lianbao.sandbox.Sandbox";

  private final Path data;
  private final Ports ports;
  private final Duration pace;
  private final FolderLock lock;
  private final Leftovers leftovers;
  private final WebClient hub;
  private final WebClient sandbox;
  private final List<ChildProcess> children = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private int sandboxMib = 192;
  private ChangeWatch watch;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread atExit = new Thread(this::stop, "stop the demo");

  private Town(Path data, Ports ports, Duration pace, FolderLock lock) {
    this.data = data;
    this.ports = ports;
    this.pace = pace;
    this.lock = lock;
    this.leftovers = new Leftovers(data.resolve("demo.pids"));
    this.hub = new WebClient(ports.http());
    this.sandbox = new WebClient(ports.sandboxHttp());
  }

  static Town open(Path data, Ports ports, Duration pace) {
    try {
      Files.createDirectories(data.resolve("log"));
      return new Town(data, ports, pace, FolderLock.take(data.resolve("demo.lock")));
    } catch (FolderLock.Taken e) {
      throw new CommandFailure(
          "已有演示在运行 / another demo (process %s) runs on %s → stop it, or use --data DIR --port N"
              .formatted(e.getMessage(), data));
    } catch (IOException e) {
      throw new CommandFailure(
          "数据目录不可写 / the data folder %s cannot be written (%s) → use --data DIR"
              .formatted(data, e.getClass().getSimpleName()));
    }
  }

  Path data() {
    return data;
  }

  WebClient hub() {
    return hub;
  }

  WebClient sandbox() {
    return sandbox;
  }

  /** Lets the hub read its partners' routes from there. */
  void routesFrom(Path routes) {
    environment.put("LIANBAO_ROUTES", routes.toAbsolutePath().toString());
  }

  /** Gives the sandbox so much heap: it keeps in memory what it saw of every case. */
  void sandboxHeap(int mib) {
    sandboxMib = mib;
  }

  /** Starts both and returns when both answer. */
  void start(PrintWriter out) throws IOException, InterruptedException {
    var left = leftovers.stop();
    if (left > 0) {
      out.printf("清理上次遗留进程 / stopped %d processes an earlier run had left%n", left);
    }
    ports.requireHubFree();
    ports.requireSandboxFree();
    Runtime.getRuntime().addShutdownHook(atExit);
    out.printf("启动中 / starting the hub and the sandbox; data %s%n", data);
    out.flush();
    synchronized (children) {
      launch("hub", 384, Lianbao.class.getName(), hubArguments());
      launch("sandbox", sandboxMib, SANDBOX, sandboxArguments());
    }
    var health = new WebClient(ports.management());
    await(() -> health.answers("/actuator/health/readiness"), "hub");
    await(() -> sandbox.answers("/admin/health"), "sandbox");
    out.printf("枢纽 / hub %s  仿真 / sandbox %s%n", hub.base(), sandbox.base());
    out.flush();
  }

  /** What is changed in these folders from now on is brought into force, until this is closed. */
  void applyChanges(Path routes, Path mappings, PrintWriter out) throws IOException {
    watch = new ChangeWatch(routes, mappings, Operator.on(data), out);
    out.printf("改动即生效 / changes come into force: %s, %s%n", routes, mappings);
    out.flush();
  }

  /** Fails, with the end of its log, if one of the processes has ended. */
  void requireAlive() {
    synchronized (children) {
      if (!closed.get()) {
        children.stream()
            .flatMap(child -> child.ended().stream())
            .findFirst()
            .ifPresent(
                how -> {
                  throw new CommandFailure(how);
                });
      }
    }
  }

  /** Returns never but by the failure of {@link #requireAlive}. */
  void awaitEnd() throws InterruptedException {
    while (true) {
      requireAlive();
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
    stop();
    lock.close();
  }

  private void launch(String name, int heapMib, String main, List<String> arguments)
      throws IOException {
    if (closed.get()) {
      return;
    }
    var log = data.resolve("log").resolve(name + ".log");
    children.add(ChildProcess.start(name, log, heapMib, environment, main, arguments));
    leftovers.remember(children);
  }

  private void stop() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    synchronized (children) {
      children.forEach(ChildProcess::askToStop);
      children.forEach(child -> child.awaitStop(25));
      try {
        EmbeddedPostgres.stopLeftover(data);
        EmbeddedPostgres.stopLeftover(data.resolve("sandbox/exchange"));
        leftovers.forget();
      } catch (IOException e) {
        System.err.println("the demo did not clear up wholly: " + e.getMessage());
      }
    }
  }

  private List<String> hubArguments() {
    return List.of("run", "--data", data.toString(), "--port", Integer.toString(ports.http()));
  }

  private List<String> sandboxArguments() {
    return List.of(
        "serve",
        "--data",
        data.toString(),
        "--http-port",
        Integer.toString(ports.sandboxHttp()),
        "--sftp-port",
        Integer.toString(ports.sandboxSftp()),
        "--db-port",
        Integer.toString(ports.sandboxDb()),
        "--hub-url",
        hub.base(),
        "--broker-url",
        "tcp://127.0.0.1:" + ports.broker(),
        "--pace",
        Durations.text(pace));
  }

  private void await(Question ready, String name) throws InterruptedException {
    var clock = Clock.system();
    var end = clock.now().plus(START_LIMIT);
    while (!ready.holds()) {
      requireAlive();
      if (clock.now().isAfter(end)) {
        throw new CommandFailure(
            "%s 未就绪 / %s is not ready after %d minutes; see log/%s.log in %s"
                .formatted(name, name, START_LIMIT.toMinutes(), name, data));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private interface Question {
    boolean holds() throws InterruptedException;
  }
}
