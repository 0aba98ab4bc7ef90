package org.lianbao.sandbox.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lianbao.shared.Clock;

/** Reads {@code <data>/partners.yaml}, which the hub writes at its first start. */
public final class CredentialsFile {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int MAX_BYTES = 1024 * 1024;

  private final Path data;
  private final Path file;

  public CredentialsFile(Path data) {
    this.data = data;
    this.file = data.resolve("partners.yaml");
  }

  /**
   * What the file says now, complete or not.
   *
   * @throws IOException with a message for people if it cannot be read; it quotes no value
   */
  public Credentials read() throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " 过大 / is larger than a settings file can be");
      }
      var read = new Credentials(data);
      try (var documents = YAML.readerFor(Whole.class).<Whole>readValues(file.toFile())) {
        while (documents.hasNextValue()) {
          var document = documents.nextValue();
          if (document != null && document.lianbao != null && document.lianbao.partners != null) {
            document.lianbao.partners.forEach(read::add);
          }
        }
      }
      return read;
    } catch (NoSuchFileException e) {
      throw new IOException("找不到 " + file + "（平台首次启动时写入）/ not found: start the hub once", e);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IOException(
          file
              + " 不是有效的 YAML / is not the YAML expected, line "
              + (at == null ? 0 : at.getLineNr()),
          e);
    }
  }

  /**
   * Waits until every value needed is there and the key files exist.
   *
   * @param needs the settings each simulator cannot work without
   * @param say told one line if there is something to wait for
   * @throws IOException naming what is still missing when the patience is over
   */
  public Credentials await(List<Needs> needs, Duration patience, Consumer<String> say)
      throws IOException {
    var clock = Clock.system();
    var end = clock.now().plus(patience);
    for (var first = true; ; first = false) {
      String fault;
      try {
        var credentials = read();
        fault = fault(credentials, needs);
        if (fault.isEmpty()) {
          return credentials;
        }
      } catch (IOException e) {
        fault = e.getMessage();
      }
      if (!clock.now().isBefore(end)) {
        throw new IOException(fault);
      }
      if (first) {
        say.accept("等待平台写入凭据 / waiting for the hub's credentials: " + fault);
      }
      pause();
    }
  }

  private String fault(Credentials credentials, List<Needs> needs) {
    var missing = credentials.missing(needs);
    if (!missing.isEmpty()) {
      return file + " 缺少 / lacks lianbao.partners." + String.join(", ", missing);
    }
    return credentials.missingFiles(needs).stream()
        .findFirst()
        .map(keyFile -> "找不到密钥文件 / no key file " + keyFile)
        .orElse("");
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the credentials", e);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Whole(Lianbao lianbao) {}

  /** Text, whatever a value looks like: a secret such as 1234e5 is no number. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Lianbao(Map<String, Map<String, String>> partners) {}
}
