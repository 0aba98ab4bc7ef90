package org.lianbao.partners;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The text of {@code routes/<slug>/partner.yaml}. */
record Manifest(
    Name name,
    String suffix,
    Set<String> roles,
    Set<String> takes,
    List<String> sees,
    Retry retry,
    Map<String, SettingText> settings,
    BrokerText broker) {

  static final String FILE = "partner.yaml";

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Pattern SUFFIX = Pattern.compile("[A-Z]{1,4}");
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  record Name(String zh, String en) {}

  record Retry(String first, Double factor, String max, String giveUpAfter, Double jitter) {}

  record SettingText(String zh, String en, @JsonProperty("kind") String kind, String sandbox) {}

  record BrokerText(String user, Set<String> receives, Set<String> sends) {}

  /**
   * Reads the manifest of one partner folder.
   *
   * @throws InvalidManifest naming the file and everything that is wrong with it
   */
  static Partner read(Path folder) {
    var file = folder.resolve(FILE);
    try {
      return YAML.readValue(Files.readString(file), Manifest.class)
          .toPartner(folder.getFileName().toString(), file);
    } catch (JsonMappingException e) {
      var at = e.getLocation();
      throw new InvalidManifest(
          file + (at == null ? "" : ":" + at.getLineNr()) + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidManifest(file + ": cannot be read as YAML: " + e.getMessage(), e);
    }
  }

  private Partner toPartner(String slug, Path file) {
    var wrong = new ArrayList<String>();
    if (!SLUG.matcher(slug).matches()) {
      wrong.add("the folder's name must be lower-case letters, digits and hyphens");
    }
    if (name == null || blank(name.zh()) || blank(name.en())) {
      wrong.add("name: give both zh and en");
    }
    if (blank(suffix) || !SUFFIX.matcher(suffix).matches()) {
      wrong.add("suffix: give one to four capital letters for its order numbers");
    }
    if (roles == null || roles.isEmpty()) {
      wrong.add("roles: name at least one, such as utility:WATER");
    }
    if (takes == null || takes.isEmpty()) {
      wrong.add("takes: name at least one order kind, such as connect");
    }
    if (sees == null || sees.isEmpty()) {
      wrong.add("sees: list the fields it may see; it gets no others");
    } else {
      sees.stream()
          .filter(pointer -> !pointer.startsWith("/"))
          .forEach(pointer -> wrong.add("sees: " + pointer + " must begin with /"));
    }
    var policy = policy(wrong);
    var settings = settings(wrong);
    if (!wrong.isEmpty()) {
      throw new InvalidManifest(file + ": " + String.join("; ", wrong), null);
    }
    return new Partner(
        slug, name.zh(), name.en(), suffix, roles, takes, sees, policy, settings, account());
  }

  private RetryPolicy policy(List<String> wrong) {
    if (retry == null) {
      wrong.add("retry: give first, factor, max, giveUpAfter and jitter");
      return null;
    }
    return new RetryPolicy(
        duration("retry.first", retry.first(), wrong),
        retry.factor() == null ? 2 : retry.factor(),
        duration("retry.max", retry.max(), wrong),
        duration("retry.giveUpAfter", retry.giveUpAfter(), wrong),
        retry.jitter() == null ? 0.2 : retry.jitter());
  }

  private static Duration duration(String key, String text, List<String> wrong) {
    try {
      return org.springframework.boot.convert.DurationStyle.detectAndParse(text);
    } catch (RuntimeException e) {
      wrong.add(key + ": give a duration such as 500ms, 2s, 5m or 3d");
      return Duration.ZERO;
    }
  }

  private Map<String, Partner.Setting> settings(List<String> wrong) {
    var read = new LinkedHashMap<String, Partner.Setting>();
    (settings == null ? Map.<String, SettingText>of() : settings)
        .forEach(
            (key, text) -> {
              try {
                var kind =
                    text.kind() == null
                        ? Partner.Setting.Kind.TEXT
                        : Partner.Setting.Kind.valueOf(
                            text.kind().toUpperCase(Locale.ROOT).replace('-', '_'));
                read.put(key, new Partner.Setting(text.zh(), text.en(), kind, text.sandbox()));
              } catch (IllegalArgumentException e) {
                wrong.add("settings." + key + ".kind: text, secret, ssh-key or ssh-known-host");
              }
            });
    return read;
  }

  private Optional<Partner.BrokerAccount> account() {
    return Optional.ofNullable(broker)
        .map(
            text ->
                new Partner.BrokerAccount(
                    text.user(),
                    text.receives() == null ? Set.of() : text.receives(),
                    text.sends() == null ? Set.of() : text.sends()));
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  /** A partner folder the hub cannot work with; the text names the file and the mend. */
  static final class InvalidManifest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidManifest(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
