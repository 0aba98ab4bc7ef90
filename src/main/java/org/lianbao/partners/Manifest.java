package org.lianbao.partners;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianbao.shared.Finding;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** The text of {@code routes/<slug>/partner.yaml}. */
record Manifest(
    Name name,
    String suffix,
    Set<String> roles,
    Set<String> takes,
    List<String> sees,
    Retry retry,
    PaceText pace,
    SilenceText silence,
    Map<String, SettingText> settings,
    BrokerText broker,
    Partner.Conversation conversation,
    FilesText attachments,
    TablesText tables) {

  static final String FILE = "partner.yaml";

  /** Of a file inside an order as text; more would not pass the bounds of JSON. */
  static final long LARGEST = DataSize.ofMegabytes(10).toBytes();

  private static final Duration LINK_FOR = Duration.ofDays(7);

  record Name(String zh, String en) {}

  record Retry(String first, Double factor, String max, String giveUpAfter, Double jitter) {}

  record SettingText(String zh, String en, String kind, List<String> oneOf, String sandbox) {

    Partner.Setting toSetting() {
      var named = kind == null ? "text" : kind;
      return new Partner.Setting(
          zh,
          en,
          Partner.Setting.Kind.valueOf(named.toUpperCase(Locale.ROOT).replace('-', '_')),
          oneOf == null ? List.of() : oneOf,
          sandbox);
    }
  }

  record FilesText(
      String as, Set<String> materials, Set<String> required, String largest, String linkFor) {

    Partner.Files toFiles() {
      return new Partner.Files(
          Partner.Files.As.valueOf(as.toUpperCase(Locale.ROOT)),
          materials == null ? Set.of() : materials,
          required == null ? Set.of() : required,
          largest == null ? LARGEST : DataSize.parse(largest).toBytes(),
          linkFor == null ? LINK_FOR : DurationStyle.detectAndParse(linkFor));
    }
  }

  record BrokerText(String user, Set<String> receives, Set<String> sends) {}

  /**
   * Reads the manifest of one partner folder.
   *
   * @throws InvalidManifest naming the file and everything that is wrong with it
   */
  static Partner read(Path folder) {
    var file = ManifestFile.read(folder, folder.resolve(FILE).toString());
    if (!file.findings().isEmpty()) {
      throw new InvalidManifest(
          file.findings().stream().map(Finding::toString).collect(Collectors.joining("\n")), null);
    }
    return file.partner();
  }

  /** The partner this text describes, once it fits the schema. */
  Partner toPartner(String slug) {
    return new Partner(
        slug,
        name.zh(),
        name.en(),
        suffix,
        roles,
        takes,
        sees,
        policy(),
        pace == null ? Pace.FREE : pace.toPace(),
        silence == null ? Silence.UNSAID : silence.toSilence(),
        settingsByKey(),
        account(),
        Optional.ofNullable(conversation),
        attachments == null ? Partner.Files.NONE : attachments.toFiles(),
        Optional.ofNullable(tables).map(TablesText::tables));
  }

  private RetryPolicy policy() {
    return new RetryPolicy(
        DurationStyle.detectAndParse(retry.first()),
        retry.factor() == null ? 2 : retry.factor(),
        DurationStyle.detectAndParse(retry.max()),
        DurationStyle.detectAndParse(retry.giveUpAfter()),
        retry.jitter() == null ? 0.2 : retry.jitter());
  }

  private Map<String, Partner.Setting> settingsByKey() {
    var read = new LinkedHashMap<String, Partner.Setting>();
    if (settings != null) {
      settings.forEach((key, text) -> read.put(key, text.toSetting()));
    }
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

  /** A partner folder the hub cannot work with; the text names the file and the mend. */
  static final class InvalidManifest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidManifest(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
