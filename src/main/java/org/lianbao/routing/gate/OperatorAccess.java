package org.lianbao.routing.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Who may change the running hub: whoever can read {@code <data>/operator.json}, which is for its
 * owner alone and says where the hub listens and by what token it knows the operator. The token is
 * new at every start.
 */
@Component
class OperatorAccess
    implements ApplicationListener<ServletWebServerInitializedEvent>, DisposableBean {

  private final Path file;
  private final String address;
  private final String token = token();

  OperatorAccess(
      @Value("${lianbao.data}") Path data, @Value("${server.address:127.0.0.1}") String address) {
    this.file = data.resolve("operator.json");
    this.address = address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
  }

  boolean admits(String given) {
    return Digest.matches(token, given);
  }

  @Override
  public void onApplicationEvent(ServletWebServerInitializedEvent started) {
    if (started.getApplicationContext().getServerNamespace() == null) {
      var host = address.contains(":") ? "[" + address + "]" : address;
      var url = "http://" + host + ":" + started.getWebServer().getPort();
      write(Json.write(Map.of("url", url, "token", token)));
    }
  }

  private void write(String text) {
    try {
      var fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "operator", "", owner());
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static FileAttribute<?>[] owner() {
    return Path.of(".").getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String token() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void destroy() throws IOException {
    Files.deleteIfExists(file);
  }
}
