package org.lianbao.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * OpenSSH's own server on a port of its own, for this user and one key, with the SFTP subsystem in
 * one folder.
 */
final class OpenSsh {

  /** An sshd takes in nobody but the user that runs it. */
  static final String USER = System.getProperty("user.name");

  private OpenSsh() {}

  /**
   * Starts it; it ends with this JVM.
   *
   * @param hostKey PEM file
   * @param allowed the client's public key, one OpenSSH line
   * @param folder where a client finds itself
   */
  static void start(int port, Path hostKey, Path allowed, Path folder) {
    try {
      var home = Files.createTempDirectory("lianbao-sshd");
      var key = Files.copy(hostKey, home.resolve("host-key"));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      var config = home.resolve("sshd_config");
      Files.writeString(
          config,
          """
          ListenAddress 127.0.0.1
          Port %d
          HostKey %s
          PidFile none
          UsePAM no
          StrictModes no
          AuthenticationMethods publickey
          AuthorizedKeysFile %s
          AllowUsers %s
          Subsystem sftp internal-sftp -d %s
          """
              .formatted(port, key, allowed, USER, folder));
      if (USER.equals("root")) {
        // Where sshd puts the part of itself that has no rights.
        Files.createDirectories(Path.of("/run/sshd"));
      }
      var log = home.resolve("log").toFile();
      var sshd =
          new ProcessBuilder(program().toString(), "-D", "-e", "-f", config.toString())
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(sshd::destroy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path program() {
    return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no sshd; install openssh-server (./lianbao test does where it may)"));
  }
}
