package org.lianbao.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lianbao.hosting.DataFolder;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.processes.WebClient;
import org.lianbao.shared.YamlText;

/**
 * Everything that runs during a soak: hubs, the sandbox, and for several hubs a database server, a
 * broker and a front, each a process of its own. What the hub side keeps lies on one disk, what the
 * sandbox and the soak itself keep lies beside it.
 */
final class Site implements AutoCloseable {

  private static final String SANDBOX = "org.lianbao.sandbox.Sandbox";
  private static final String HUB_ACCOUNT = "hub";

  private final Plan plan;
  private final Path root;
  private final Ground ground;
  private final List<Hub> hubs = new ArrayList<>();
  private final Map<Trouble, String> impossible = new EnumMap<>(Trouble.class);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread atExit = new Thread(this::stop, "stop the soak");
  private final String password = UUID.randomUUID().toString();
  private Disk disk;
  private DataFolder databaseFolder;
  private EmbeddedPostgres database;
  private Server broker;
  private Front front;
  private Server sandbox;
  private WebClient sandboxPages;

  private Site(Plan plan) {
    this.plan = plan;
    this.root = plan.data();
    this.ground = new Ground(root);
  }

  /** Starts all of it, and returns when all of it serves. */
  static Site open(Plan plan, PrintWriter out) throws IOException, InterruptedException {
    var site = new Site(plan);
    Runtime.getRuntime().addShutdownHook(site.atExit);
    try {
      site.start(out);
      return site;
    } catch (IOException | InterruptedException | RuntimeException e) {
      site.close();
      throw e;
    }
  }

  List<Hub> hubs() {
    return hubs;
  }

  Optional<Server> broker() {
    return Optional.ofNullable(broker);
  }

  Optional<Disk> disk() {
    return Optional.ofNullable(disk);
  }

  /** Where the database server's process keeps its number; empty if it is somebody else's. */
  Optional<Path> databaseProcess() {
    if (!plan.db().isBlank()) {
      return Optional.empty();
    }
    var home = database == null ? hubs.get(0).data() : ground.hubSide().resolve("database");
    return Optional.of(home.resolve("postgres/server/postmaster.pid"));
  }

  WebClient sandbox() {
    return sandboxPages;
  }

  /** Where a hub that serves can be asked. */
  WebClient hub() {
    return new WebClient(port());
  }

  /** The troubles that cannot be made here, each with the reason. */
  Map<Trouble, String> impossible() {
    return impossible;
  }

  private void start(PrintWriter out) throws IOException, InterruptedException {
    ground.clear();
    mountDisk();
    out.printf("启动中 / starting; data %s%n", root);
    out.flush();
    var sandboxPorts = List.of(FreePorts.next(), FreePorts.next(), FreePorts.next());
    sandboxPages = new WebClient(sandboxPorts.get(0));
    var common = common(sandboxPorts);
    for (var i = 1; i <= plan.replicas(); i++) {
      hubs.add(new Hub(i, ground.hubSide().resolve("hub-" + i), root, common));
    }
    if (plan.replicas() > 1) {
      front = new Front(hubs.stream().map(Hub::port).toList());
      hubs.forEach(hub -> hub.setting("LIANBAO_ATTACHMENTS_LINK_BASE", hub().base()));
    }
    var first = hubs.get(0);
    startDatabase();
    firstSettings(first);
    startBroker();
    for (var hub : hubs) {
      if (!hub.server().isReady()) {
        hub.server().start();
      }
    }
    startSandbox(sandboxPorts);
    for (var hub : hubs) {
      hub.server().awaitReady();
    }
    sandbox.awaitReady();
  }

  /**
   * The first start of a hub makes the settings that the others and the sandbox share with it; the
   * broker of several takes its accounts from them, so that hub then starts once more.
   */
  private void firstSettings(Hub first) throws IOException, InterruptedException {
    first.server().start();
    first.server().awaitReady();
    var file = first.data().resolve("partners.yaml");
    var shared = Files.readString(file).replace("${lianbao.data}", first.data().toString());
    Files.createDirectories(ground.sandboxSide());
    Files.writeString(ground.sandboxSide().resolve(file.getFileName()), shared);
    if (hubs.size() == 1) {
      return;
    }
    first.server().askToStop();
    first.server().awaitStop();
    for (var other : hubs.subList(1, hubs.size())) {
      Files.createDirectories(other.data());
      Files.writeString(other.data().resolve(file.getFileName()), shared);
      // What their files are kept in is one folder, as on a shared volume.
      Files.createSymbolicLink(
          other.data().resolve("attachments"),
          Files.createDirectories(first.data().resolve("attachments")));
    }
  }

  private Map<String, String> common(List<Integer> sandboxPorts) {
    var settings = new HashMap<String, String>();
    settings.put("LIANBAO_SANDBOX_HTTP_PORT", sandboxPorts.get(0).toString());
    settings.put("LIANBAO_SANDBOX_SFTP_PORT", sandboxPorts.get(1).toString());
    settings.put("LIANBAO_SANDBOX_DB_PORT", sandboxPorts.get(2).toString());
    if (plan.troubles().contains(Trouble.CLOCK_JUMP)) {
      settings.put("SPRING_MAIN_SOURCES", JumpingClock.class.getName());
    }
    if (plan.replicas() > 1) {
      settings.put("LIANBAO_ATTACHMENTS_LINK_KEY", UUID.randomUUID().toString());
    }
    return settings;
  }

  private void mountDisk() throws IOException {
    if (plan.troubles().contains(Trouble.DISK_FULL)) {
      try {
        disk = Disk.mount(root.resolve("disk.img"), ground.hubSide());
      } catch (IOException e) {
        impossible.put(
            Trouble.DISK_FULL, "no disk of its own can be mounted here: " + e.getMessage());
      }
    }
  }

  private void startDatabase() throws IOException {
    if (!plan.db().isBlank()) {
      impossible.put(Trouble.RESTART_DB, "the database of --db is not the soak's to restart");
      hubs.forEach(hub -> hub.setting("LIANBAO_DB_URL", plan.db()));
    } else if (plan.replicas() > 1) {
      databaseFolder = DataFolder.open(ground.hubSide().resolve("database"));
      database = EmbeddedPostgres.start(databaseFolder);
      hubs.forEach(
          hub -> {
            hub.setting("LIANBAO_DB_URL", database.url());
            hub.setting("LIANBAO_DB_USER", database.user());
            hub.setting("LIANBAO_DB_PASSWORD", database.password());
          });
    }
  }

  private void startBroker() throws IOException, InterruptedException {
    if (!plan.broker().isBlank()) {
      impossible.put(Trouble.KILL_BROKER, "the broker of --broker is not the soak's to kill");
      hubs.forEach(hub -> hub.setting("LIANBAO_BROKER_URL", plan.broker()));
      return;
    }
    if (plan.replicas() == 1) {
      impossible.put(Trouble.KILL_BROKER, "the broker is inside the hub and dies with it");
      return;
    }
    var port = FreePorts.next();
    broker =
        new Server(
            "broker",
            root.resolve("log/broker.log"),
            256,
            BrokerServer.class.getName(),
            List.of(
                ground.hubSide().resolve("broker").toString(), Integer.toString(port), accounts()),
            Map.of(),
            () -> listens(port));
    hubs.forEach(
        hub -> {
          hub.setting("LIANBAO_BROKER_URL", "tcp://127.0.0.1:" + port);
          hub.setting("LIANBAO_BROKER_USER", HUB_ACCOUNT);
          hub.setting("LIANBAO_BROKER_PASSWORD", password);
        });
    broker.start();
    broker.awaitReady();
  }

  /** A file with the hub's account and those of the partners that have one, for the broker. */
  private String accounts() throws IOException {
    var lines = new ArrayList<>(List.of(HUB_ACCOUNT + " " + password));
    var settings = hubs.get(0).data().resolve("partners.yaml");
    for (var partner : YamlText.read(settings, "partners.yaml").tree().at("/lianbao/partners")) {
      if (partner.hasNonNull("broker-user")) {
        lines.add(
            partner.get("broker-user").asText() + " " + partner.path("broker-password").asText());
      }
    }
    return Files.write(root.resolve("accounts"), lines).toString();
  }

  private void startSandbox(List<Integer> ports) throws IOException {
    var brokerUrl =
        hubs.get(0)
            .setting("LIANBAO_BROKER_URL")
            .orElse("tcp://127.0.0.1:" + hubs.get(0).brokerPort());
    sandbox =
        new Server(
            "sandbox",
            root.resolve("log/sandbox.log"),
            1_536,
            SANDBOX,
            List.of(
                "serve",
                "--data",
                ground.sandboxSide().toString(),
                "--http-port",
                ports.get(0).toString(),
                "--sftp-port",
                ports.get(1).toString(),
                "--db-port",
                ports.get(2).toString(),
                "--hub-url",
                hub().base(),
                "--broker-url",
                brokerUrl,
                "--pace",
                plan.pace().toMillis() + "ms"),
            Map.of(),
            () -> sandboxPages.answers("/admin/health"));
    sandbox.start();
  }

  private int port() {
    return front == null ? hubs.get(0).port() : front.port();
  }

  private static boolean listens(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It is this very hook that runs.
    }
  }

  private void stop() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    hubs.forEach(hub -> hub.server().askToStop());
    if (sandbox != null) {
      sandbox.askToStop();
    }
    hubs.forEach(hub -> hub.server().awaitStop());
    if (sandbox != null) {
      sandbox.awaitStop();
    }
    if (broker != null) {
      broker.askToStop();
      broker.awaitStop();
    }
    try {
      if (database != null) {
        database.close();
      }
      if (databaseFolder != null) {
        databaseFolder.close();
      }
      EmbeddedPostgres.stopLeftover(ground.hubSide().resolve("hub-1"));
      EmbeddedPostgres.stopLeftover(ground.sandboxSide().resolve("sandbox/exchange"));
      if (front != null) {
        front.close();
      }
      if (disk != null) {
        disk.close();
      }
    } catch (IOException e) {
      System.err.println("the soak did not clear up wholly: " + e.getMessage());
    }
  }
}
