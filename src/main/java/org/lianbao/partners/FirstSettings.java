package org.lianbao.partners;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code partners.yaml} into a new data folder: every setting the manifests ask for, with
 * addresses of the sandbox and secrets of its own, so that no installation shares a secret with
 * another. An existing file is never touched.
 */
final class FirstSettings {

  static final String FILE = "partners.yaml";

  private final Path data;
  private final SecureRandom random = new SecureRandom();

  FirstSettings(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  /** Writes the file if it is missing; readable by its owner alone. */
  void writeIfMissing(List<Partner> partners) throws IOException {
    var file = data.resolve(FILE);
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(data);
    var bySlug = new LinkedHashMap<String, Object>();
    for (var partner : partners) {
      bySlug.put(partner.slug(), values(partner));
    }
    var text =
        """
        # Addresses, accounts and secrets of the partners, written at the first start for work
        # with the sandbox. Yours to edit; the meaning of each key is in routes/<partner>/partner.yaml.
        # An environment variable such as LIANBAO_PARTNERS_<PARTNER>_<KEY> wins over this file.
        """
            + new YAMLMapper()
                .writeValueAsString(Map.of("lianbao", Map.of("partners", bySlug)))
                .replaceFirst("^---\n", "");
    var fresh = privateFile(data.resolve(FILE + ".new"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Map<String, String> values(Partner partner) throws IOException {
    var values = new LinkedHashMap<String, String>();
    for (var setting : new java.util.TreeMap<>(partner.settings()).entrySet()) {
      var key = setting.getKey();
      switch (setting.getValue().kind()) {
        case TEXT -> values.put(key, setting.getValue().sandbox());
        case SECRET -> values.put(key, secret());
        case SSH_KEY -> values.put(key, sshKey(partner.slug() + "-" + key).toString());
        case SSH_KNOWN_HOST -> {
          var host = sshKey(partner.slug() + "-host-key");
          var known = data.resolve("keys").resolve(partner.slug() + "-" + key);
          privateFile(
              known,
              setting.getValue().sandbox() + " " + Files.readString(SshKey.publicHalf(host)));
          values.put("host-key", host.toString());
          values.put(key, known.toString());
        }
      }
    }
    return values;
  }

  private String secret() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Path sshKey(String name) throws IOException {
    var file = data.resolve("keys").resolve(name);
    var pair = SshKey.generate(random);
    privateFile(file, pair.privatePem());
    privateFile(SshKey.publicHalf(file), pair.publicLine() + "\n");
    return file;
  }

  private static Path privateFile(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(file, text);
  }
}
