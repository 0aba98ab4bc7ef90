package org.lianbao.twin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** An SFTP server of its own, on loopback: takes files that have their marker, writes its own. */
final class SftpLine implements Line {

  private final List<String> addressKeys;
  private final DroppedFiles files;
  private final Path root;
  private final Path hostKey;
  private final Path clientKey;
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
    var orders =
        calls.stream().filter(call -> call.carrier() == Carrier.SFTP && call.order()).toList();
    this.addressKeys =
        orders.stream().flatMap(call -> call.settings().stream()).distinct().toList();
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
    this.files = new DroppedFiles(orders, call -> root.resolve(call.path()), counter, slowness);
    files.watch();
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
    return files.put(root.resolve(door.path()), door, order, message, whole);
  }

  @Override
  public void close() {
    files.close();
    hangUp();
  }
}
