package org.lianbao.partners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lianbao.shared.Sm2;

/**
 * Writes {@code partners.yaml} into a new data folder: every setting the manifests ask for, with
 * addresses of the sandbox and secrets of its own, so that no installation shares a secret with
 * another. What the file says is never changed; a partner added later is added to it.
 */
final class FirstSettings {

  static final String FILE = "partners.yaml";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String HEAD =
      """
      # Addresses, accounts and secrets of the partners, written at the first start for work
      # with the sandbox. Yours to edit; the meaning of each key is in routes/<partner>/partner.yaml.
      # An environment variable such as LIANBAO_PARTNERS_<PARTNER>_<KEY> wins over this file.
      """;

  private final Path data;
  private final SecureRandom random = new SecureRandom();

  FirstSettings(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  /**
   * Writes the file, readable by its owner alone; to one that is there, only adds the partners it
   * has nothing about, each in a document of its own at the end.
   */
  void writeWhatIsMissing(List<Partner> partners) throws IOException {
    var file = data.resolve(FILE);
    Files.createDirectories(data);
    if (!Files.exists(file)) {
      var fresh = privateFile(data.resolve(FILE + ".new"), HEAD + document(partners));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    var known = known(file);
    var added = partners.stream().filter(partner -> !known.contains(partner.slug())).toList();
    if (!added.isEmpty()) {
      Files.writeString(file, "\n---\n" + document(added), StandardOpenOption.APPEND);
    }
  }

  private String document(List<Partner> partners) throws IOException {
    var bySlug = new LinkedHashMap<String, Object>();
    for (var partner : partners) {
      bySlug.put(partner.slug(), values(partner));
    }
    return YAML.writeValueAsString(Map.of("lianbao", Map.of("partners", bySlug)))
        .replaceFirst("^---\n", "");
  }

  /** The partners that any document of the file says something about. */
  private static Set<String> known(Path file) throws IOException {
    var known = new HashSet<String>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      documents.forEachRemaining(
          document -> document.at("/lianbao/partners").fieldNames().forEachRemaining(known::add));
    }
    return known;
  }

  private Map<String, String> values(Partner partner) throws IOException {
    var values = new LinkedHashMap<String, String>();
    for (var setting : new TreeMap<>(partner.settings()).entrySet()) {
      var key = setting.getKey();
      switch (setting.getValue().kind()) {
        case TEXT -> values.put(key, setting.getValue().sandbox());
        case SECRET -> values.put(key, randomHex(32));
        case SM4_KEY -> values.put(key, randomHex(16));
        case SM2_KEY -> {
          var pair = Sm2.newPair(random);
          values.put(key, pair.privateKey());
          values.put(key + "-public", pair.publicKey());
        }
        case SM2_PARTNER_KEY -> {
          var pair = Sm2.newPair(random);
          values.put(key, pair.publicKey());
          values.put(key + "-private", pair.privateKey());
        }
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

  private String randomHex(int length) {
    var bytes = new byte[length];
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
