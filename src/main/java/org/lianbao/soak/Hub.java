package org.lianbao.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.processes.WebClient;

/** One hub under soak: its ports, its folder, its clock. */
final class Hub {

  private static final int HEAP_MIB = 512;

  private final Path data;
  private final Path clock;
  private final int port = FreePorts.next();
  private final int management = FreePorts.next();
  private final int broker = FreePorts.next();
  private final Map<String, String> environment;
  private final Server server;

  Hub(int number, Path data, Path root, Map<String, String> common) throws IOException {
    this.data = data;
    this.clock = root.resolve("clock-" + number);
    this.environment = new HashMap<>(common);
    setting("SERVER_PORT", Integer.toString(port));
    setting("MANAGEMENT_SERVER_PORT", Integer.toString(management));
    setting("LIANBAO_BROKER_PORT", Integer.toString(broker));
    setting("LIANBAO_SOAK_CLOCK", clock.toString());
    jump(Duration.ZERO);
    var health = new WebClient(management);
    this.server =
        new Server(
            "hub-" + number,
            root.resolve("log/hub-" + number + ".log"),
            HEAP_MIB,
            "org.lianbao.cli.Lianbao",
            List.of("run", "--data", data.toString()),
            environment,
            () -> health.answers("/actuator/health/readiness"));
  }

  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  int brokerPort() {
    return broker;
  }

  Server server() {
    return server;
  }

  /** A setting as an environment variable, from its next start on. */
  void setting(String name, String value) {
    environment.put(name, value);
  }

  Optional<String> setting(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /** Puts its clock this much before (or, negative, behind) the machine's. */
  void jump(Duration offset) throws IOException {
    var part = clock.resolveSibling(clock.getFileName() + ".part");
    Files.writeString(part, Long.toString(offset.toMillis()));
    Files.move(part, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
