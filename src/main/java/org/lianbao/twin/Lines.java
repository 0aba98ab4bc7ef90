package org.lianbao.twin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Setting;
import org.lianbao.routing.check.Dealings.Carrier;

/** Which lines a partner's twin needs; here a new transport is added. */
final class Lines {

  private Lines() {}

  /**
   * Makes the lines that the routes of the partner need, and puts them where they can be closed.
   *
   * @throws IllegalArgumentException if something they need is not given, or nothing is called
   */
  static void make(
      Twin.Setup setup,
      Counter counter,
      Faults faults,
      Slowness slowness,
      Supplier<URI> hub,
      boolean soap,
      Map<Carrier, Line> lines)
      throws IOException {
    var dealings = setup.dealings();
    var used = EnumSet.noneOf(Carrier.class);
    dealings.calls().forEach(call -> used.add(call.carrier()));
    if (used.contains(Carrier.HTTP)) {
      lines.put(
          Carrier.HTTP, new HttpLine(dealings.calls(), counter, slowness, hub, soap, setup.port()));
    }
    if (used.contains(Carrier.JMS)) {
      var broker =
          setup
              .broker()
              .orElseThrow(() -> new IllegalArgumentException("缺少 --broker / needs --broker"));
      lines.put(Carrier.JMS, new JmsLine(dealings.calls(), counter, slowness, broker));
    }
    if (used.contains(Carrier.SFTP)) {
      var root = Files.createDirectories(setup.folder().resolve("sftp")).toRealPath();
      lines.put(
          Carrier.SFTP,
          new SftpLine(
              dealings.calls(),
              dealings.doors(),
              counter,
              slowness,
              root,
              key(setup, "host-key"),
              key(setup, keyOf(setup.partner())),
              setup.port()));
    }
    if (used.contains(Carrier.FILE)) {
      var root = Files.createDirectories(setup.folder().resolve("ferry")).toRealPath();
      lines.put(
          Carrier.FILE,
          new FolderLine(dealings.calls(), dealings.doors(), counter, slowness, root));
    }
    if (used.contains(Carrier.TABLE)) {
      lines.put(Carrier.TABLE, new TableLine(setup, counter, faults, slowness));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(
          "路由没有对外的调用 / the routes of %s call nobody".formatted(setup.partner().slug()));
    }
  }

  private static String keyOf(Partner partner) {
    return partner.settings().entrySet().stream()
        .filter(setting -> setting.getValue().kind() == Setting.Kind.SSH_KEY)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("private-key");
  }

  private static Path key(Twin.Setup setup, String name) {
    var file = setup.settings().get(name);
    if (file == null || !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException("没有密钥文件 / there is no key file for the setting " + name);
    }
    return Path.of(file);
  }
}
