package org.lianbao.twin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;
import org.lianbao.shared.Digest;

/** An SFTP server of its own, on loopback: takes files that have their marker, writes its own. */
final class SftpLine implements Line {

  private static final long LARGEST = 20_000_000;
  private static final long LOOK_MS = 100;

  private final List<Call> calls;
  private final List<String> addressKeys;
  private final Counter counter;
  private final Slowness slowness;
  private final Path root;
  private final Path hostKey;
  private final Path clientKey;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "twin-files");
            thread.setDaemon(true);
            return thread;
          });
  private int port;
  private SshServer server;

  /**
   * Prepares the folders.
   *
   * @param root what the hub sees as {@code /}
   * @param hostKey the server's private key
   * @param clientKey the hub's private key, whose public half lies beside it
   */
  SftpLine(
      List<Call> calls,
      List<Door> doors,
      Counter counter,
      Slowness slowness,
      Path root,
      Path hostKey,
      Path clientKey,
      int port)
      throws IOException {
    this.calls =
        calls.stream().filter(call -> call.carrier() == Carrier.SFTP && call.order()).toList();
    this.addressKeys =
        this.calls.stream().flatMap(call -> call.settings().stream()).distinct().toList();
    this.counter = counter;
    this.slowness = slowness;
    this.root = root;
    this.hostKey = hostKey;
    this.clientKey = clientKey;
    this.port = port;
    for (var call : calls) {
      if (call.carrier() == Carrier.SFTP) {
        Files.createDirectories(root.resolve(call.path()));
      }
    }
    for (var door : doors) {
      if (door.carrier() == Carrier.SFTP) {
        Files.createDirectories(
            root.resolve(door.path()).resolve(door.options().getOrDefault("move", "")));
      }
    }
    looking.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Set<Fault.Kind> faults() {
    return EnumSet.of(
        Fault.Kind.SLOW, Fault.Kind.DOWN, Fault.Kind.HALF_WRITTEN, Fault.Kind.MOJIBAKE);
  }

  @Override
  public synchronized void open() throws IOException {
    if (server != null) {
      return;
    }
    var fresh = SshServer.setUpDefaultServer();
    fresh.setHost("127.0.0.1");
    fresh.setPort(port);
    CoreModuleProperties.TCP_NODELAY.set(fresh, true);
    fresh.setKeyPairProvider(new FileKeyPairProvider(hostKey));
    fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    fresh.setPublickeyAuthenticator(
        new AuthorizedKeysAuthenticator(
            clientKey.resolveSibling(clientKey.getFileName() + ".pub")));
    fresh.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    fresh.setFileSystemFactory(new VirtualFileSystemFactory(root));
    try {
      fresh.start();
    } catch (IOException e) {
      throw new IOException("端口被占用 / cannot listen on 127.0.0.1:" + port, e);
    }
    server = fresh;
    port = fresh.getPort();
  }

  @Override
  public synchronized void hangUp() {
    if (server != null) {
      try {
        server.stop(true);
      } catch (IOException e) {
        // Down is what was wanted.
        server = null;
        return;
      }
      server = null;
    }
  }

  /** The first setting of the address is the host, the second the port: {@code sftp:host:port}. */
  @Override
  public Map<String, String> settings() {
    return addressKeys.size() < 2
        ? Map.of()
        : Map.of(addressKeys.get(0), "127.0.0.1", addressKeys.get(1), String.valueOf(port));
  }

  @Override
  public String address() {
    return "sftp://127.0.0.1:" + port;
  }

  @Override
  public Told tell(Door door, TakenOrder order, Outgoing message, boolean whole)
      throws IOException {
    var name = message.file() == null ? message.example() + ".txt" : plain(message.file());
    var folder = root.resolve(door.path());
    // Under another name first, so that nobody takes a file that is only half there.
    var hidden = Files.write(folder.resolve("." + name), message.body());
    Files.move(hidden, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    if (whole) {
      var marker = marker(door, name);
      if (marker != null) {
        Files.writeString(folder.resolve(marker), message.marker() == null ? "" : message.marker());
      }
    }
    return new Told(order.orderNo(), message.example(), message.body(), 0, new byte[0]);
  }

  private static String plain(String name) {
    return name.replaceAll("[/\\\\]", "_");
  }

  /** The name of the marker that the route waits for. */
  private static String marker(Door door, String name) {
    var done = door.options().get("doneFileName");
    var dot = name.lastIndexOf('.');
    return done == null
        ? null
        : done.replace("${file:name.noext}", dot < 0 ? name : name.substring(0, dot))
            .replace("${file:name}", name);
  }

  private void look() {
    for (var call : calls) {
      try (var files = Files.list(root.resolve(call.path()))) {
        var names = files.map(f -> f.getFileName().toString()).sorted().toList();
        for (var name : names) {
          if (ready(call, name, names)) {
            take(call, name);
          }
        }
      } catch (IOException | RuntimeException e) {
        // Tried again at the next look.
        continue;
      }
    }
  }

  private static boolean ready(Call call, String name, List<String> names) {
    if (call.files().isEmpty() || !name.endsWith(call.files().get(0))) {
      return false;
    }
    return call.files().size() == 1 || names.contains(markerOf(call, name));
  }

  private static String markerOf(Call call, String name) {
    var stem = name.substring(0, name.length() - call.files().get(0).length());
    return stem + call.files().get(1);
  }

  private void take(Call call, String name) throws IOException {
    var file = root.resolve(call.path()).resolve(name);
    if (Files.size(file) > LARGEST) {
      Files.delete(file);
      return;
    }
    slowness.waitIfSlow();
    var body = Files.readAllBytes(file);
    var headers = new HashMap<>(Map.of("file-name", name, "sm3", Digest.sm3(body)));
    if (call.files().size() > 1) {
      var marker = file.resolveSibling(markerOf(call, name));
      headers.put("marker", Files.readString(marker));
      Files.delete(marker);
    }
    Files.delete(file);
    counter.take(call, headers, body);
  }

  @Override
  public void close() {
    looking.shutdownNow();
    hangUp();
  }
}
