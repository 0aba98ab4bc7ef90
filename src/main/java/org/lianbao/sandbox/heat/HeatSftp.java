package org.lianbao.sandbox.heat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.KeyFiles;

/** The heating company's SFTP server: one user, one key, one folder, on 127.0.0.1 only. */
final class HeatSftp implements AutoCloseable {

  private final SshServer server = SshServer.setUpDefaultServer();
  private final SftpSubsystemFactory files = new SftpSubsystemFactory();

  /**
   * Opens the port; 0 takes any free one.
   *
   * @param root the folder the user sees as {@code /}
   */
  HeatSftp(int port, Agreed agreed, Path root) throws IOException {
    PublicKey allowed = KeyFiles.open(agreed.file("private-key"));
    server.setHost("127.0.0.1");
    server.setPort(port);
    // Small answers go at once; waiting for more costs every file 40 ms.
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    server.setKeyPairProvider(KeyPairProvider.wrap(KeyFiles.pair(agreed.file("host-key"))));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals(agreed.text("user", "lianbao")) && KeyUtils.compareKeys(key, allowed));
    server.setSubsystemFactories(List.of(files));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
  }

  /** Lets its connections and files suffer from faults. */
  void suffer(Faults faults) {
    var faulty = new FaultySftp(faults);
    server.addSessionListener(faulty);
    files.addSftpEventListener(faulty);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
