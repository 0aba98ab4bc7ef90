package org.lianbao.window;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.lianbao.shared.Digest;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who works with cases by hand: the people of {@code <data>/staff.yaml}, each with a role and a
 * token. Written at the first start with one clerk and one supervisor, for its owner alone to read;
 * yours to edit, and read anew for every act.
 */
@Component
class Staff implements InitializingBean {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int SHORTEST = 32;

  private final Path file;

  Staff(@Value("${lianbao.data}") Path data) {
    this.file = data.resolve("staff.yaml");
  }

  /** WINDOW records by hand (受理窗口); SUPERVISOR reads everything and adds notes (督查). */
  enum Role {
    WINDOW,
    SUPERVISOR
  }

  /** Somebody, by the name the record gives. */
  record Person(String name, Role role) {}

  @Override
  public void afterPropertiesSet() throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "staff", "", owner());
      Files.writeString(
          draft,
          """
          # Who works with cases by hand: a name as the record shows it, a role, and a token of 32
          # characters or more that nobody else knows (Authorization: Bearer <token>). Yours to edit.
          # Roles: WINDOW records what no system reports, SUPERVISOR adds notes.
          窗口:
            role: WINDOW
            token: %s
          督查:
            role: SUPERVISOR
            token: %s
          """
              .formatted(fresh(), fresh()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    people();
  }

  /** Whose token this is. */
  Optional<Person> with(String token) {
    Person found = null;
    for (var entry : people().properties()) {
      // Everybody is compared, so that the time tells nobody who comes first.
      if (Digest.matches(entry.getValue().path("token").asText(), token)) {
        found = new Person(entry.getKey(), role(entry.getKey(), entry.getValue()));
      }
    }
    return Optional.ofNullable(found);
  }

  /** The token of somebody; empty once they are no longer in the file. */
  Optional<String> token(String name) {
    return Optional.ofNullable(people().path(name).path("token").textValue());
  }

  private JsonNode people() {
    try {
      var people = YAML.readTree(Files.readString(file));
      for (var entry : people.properties()) {
        role(entry.getKey(), entry.getValue());
        if (entry.getValue().path("token").asText().length() < SHORTEST) {
          throw fault(entry.getKey(), "token 至少 32 个字符 / a token has 32 characters or more");
        }
      }
      return people;
    } catch (IOException e) {
      throw new UncheckedIOException(file.getFileName() + " cannot be read", e);
    }
  }

  private Role role(String name, JsonNode person) {
    try {
      return Role.valueOf(person.path("role").asText());
    } catch (IllegalArgumentException e) {
      throw fault(name, "role 须为 WINDOW 或 SUPERVISOR / a role is WINDOW or SUPERVISOR");
    }
  }

  private IllegalStateException fault(String name, String what) {
    return new IllegalStateException(file + "：" + name + "：" + what);
  }

  private static String fresh() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static FileAttribute<?>[] owner() {
    return Path.of(".").getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
