package org.lianbao.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

  private static final String GOOD =
      """
      name: {zh: 测试单位, en: Test partner}
      suffix: T
      roles: [utility:TEST]
      takes: [connect]
      sees: [/application]
      retry: {first: 500ms, factor: 2, max: 5m, giveUpAfter: 3d, jitter: 0.1}
      settings:
        secret: {zh: 密钥, en: Secret, kind: secret}
      """;

  private static final String WITH_TABLES =
      GOOD
          + """
            db-url: {zh: 地址, en: Address}
            db-user: {zh: 账号, en: Account}
            db-password: {zh: 口令, en: Password, kind: secret}
          tables:
            schema: px
            key: ID
            sequence: SEQ
            state: {column: ST, new: 0, taken: 1, accepted: 3, failed: [2, -1], reason: WHY}
            validity: {column: VALID, valid: 1, invalid: 0, reason: WHYNOT}
            common: {SEQ: bigint, ID: varchar(36), ST: smallint, WHY: text, VALID: smallint, WHYNOT: text}
            each:
              OUT: {zh: 去, en: Out, writer: hub, identity: [A], columns: {A: varchar(9) required, B: "numeric(18,4)"}}
              IN: {zh: 回, en: In, writer: partner, answers: {table: OUT, by: [A]}, columns: {A: varchar(9)}}
          """;

  @TempDir Path routes;

  @Test
  void readsEveryKey() throws IOException {
    var partner = Manifest.read(folder("acme", GOOD));

    assertThat(partner.slug()).isEqualTo("acme");
    assertThat(partner.nameZh()).isEqualTo("测试单位");
    assertThat(partner.roles()).containsExactly("utility:TEST");
    assertThat(partner.retry().first()).isEqualTo(Duration.ofMillis(500));
    assertThat(partner.retry().giveUpAfter()).isEqualTo(Duration.ofDays(3));
    assertThat(partner.settings().get("secret").kind()).isEqualTo(Partner.Setting.Kind.SECRET);
    assertThat(partner.broker()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "ssh-key", "sm4-key", "sm2-key", "sm2-partner-key"})
  void holdsNoKeyThatIsMadeAtTheFirstStart(String kind) throws IOException {
    var told = GOOD.replace("kind: secret", "sandbox: x, kind: " + kind);

    assertThatThrownBy(() -> Manifest.read(folder("acme", told)))
        .hasMessageContaining("a secret does not stand in a file");
    assertThat(
            Manifest.read(folder("good", GOOD.replace("kind: secret", "kind: " + kind))).settings())
        .containsKey("secret");
  }

  @Test
  void readsExchangeTables() throws IOException {
    var tables = Manifest.read(folder("acme", WITH_TABLES)).tables().orElseThrow();

    assertThat(tables.state().failed()).containsExactly(2, -1);
    assertThat(tables.tables().keySet()).containsExactly("OUT", "IN");
    var out = tables.tables().get("OUT");
    assertThat(out.writtenByHub()).isTrue();
    assertThat(out.columns().keySet()).startsWith("SEQ", "ID").endsWith("A", "B");
    assertThat(out.columns().get("A").required()).isTrue();
    assertThat(out.columns().get("B").words()).isEqualTo("numeric(18,4)");
    assertThat(tables.tables().get("IN").answers().orElseThrow().by()).containsExactly("A");
  }

  @Test
  void readsHowItTakesFiles() throws IOException {
    var files =
        Manifest.read(
                folder(
                    "acme",
                    GOOD + "attachments: {as: upload, materials: [M01, M05], required: [M01]}\n"))
            .files();

    assertThat(files.as()).isEqualTo(Partner.Files.As.UPLOAD);
    assertThat(files.takes("M05")).isTrue();
    assertThat(files.takes("M02")).isFalse();
    assertThat(files.required()).containsExactly("M01");
    assertThat(files.largest()).isEqualTo(10 * 1024 * 1024);
    assertThat(files.linkFor()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void aRetryPolicyMayBeCalledByItsName() throws IOException {
    Files.createDirectories(routes.resolve("_shared"));
    Files.writeString(
        routes.resolve("_shared/retry.yaml"), "slow: {first: 1m, max: 1h, giveUpAfter: 9d}\n");
    var named = GOOD.replaceAll("retry: .*", "retry: slow");

    assertThat(Manifest.read(folder("acme", named)).retry().first())
        .isEqualTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> Manifest.read(folder("bolt", named.replace("slow", "fast"))))
        .hasMessageContaining("partner.yaml:6: ")
        .hasMessageContaining("there is no retry policy named fast")
        .hasMessageContaining("take one of slow");
  }

  @Test
  void aFileOfRetryPoliciesThatCannotBeUsedIsNamedWithItsFault() throws IOException {
    Files.createDirectories(routes.resolve("_shared"));
    Files.writeString(routes.resolve("_shared/retry.yaml"), "slow: {first: 1m, max: 1h}\n");
    var named = GOOD.replaceAll("retry: .*", "retry: slow");

    assertThatThrownBy(() -> Manifest.read(folder("acme", named)))
        .hasMessageContaining("routes/_shared/retry.yaml:1: ")
        .hasMessageContaining("giveUpAfter");
    assertThat(Manifest.read(folder("bolt", GOOD)).slug()).isEqualTo("bolt");
  }

  @Test
  void readsHowFastAndWhenOrdersGo() throws IOException {
    var pace =
        Manifest.read(
                folder(
                    "acme",
                    GOOD
                        + """
                        pace:
                          atOnce: 2
                          perSecond: 0.5
                          hours: office
                          maintenance:
                            - {from: "2026-12-05T22:00", to: "2026-12-06T02:00"}
                            - {every: [SUN], from: "23:00", to: "01:00"}
                        """))
            .pace();

    assertThat(pace.atOnce()).hasValue(2);
    assertThat(pace.perSecond()).hasValue(0.5);
    assertThat(pace.officeHours()).isTrue();
    assertThat(pace.maintenance()).hasSize(2);
    assertThat(Manifest.read(folder("free", GOOD)).pace()).isEqualTo(Pace.FREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{from: \"2026-12-05T22:00\", to: \"2026-12-05T02:00\"}",
        "{from: \"22:00\", to: \"23:00\"}",
        "{every: [SUN], from: \"2026-12-05T22:00\", to: \"01:00\"}"
      })
  void refusesMaintenanceWhoseTimesDoNotFit(String window) throws IOException {
    var folder = folder("acme", GOOD + "pace: {maintenance: [" + window + "]}\n");

    assertThatThrownBy(() -> Manifest.read(folder))
        .hasMessageContaining("from and to of this maintenance do not fit");
  }

  @Test
  void readsHowLongItMaySayNothing() throws IOException {
    var silence =
        Manifest.read(
                folder(
                    "acme",
                    GOOD
                        + """
                        silence:
                          receipted: 30m
                          accepted: 0.5wd
                          files:
                            - {name: "STATUS_{yyyyMMdd}*.csv", by: "17:00"}
                        """))
            .silence();

    assertThat(silence.receipted()).contains(new Patience(1800, Patience.Measure.CLOCK));
    assertThat(silence.accepted()).contains(new Patience(0.5, Patience.Measure.WORKING_DAYS));
    assertThat(silence.finished()).isEmpty();
    assertThat(silence.files().get(0).on(LocalDate.of(2026, 12, 5)))
        .isEqualTo("STATUS_20261205*.csv");
    assertThat(Manifest.read(folder("free", GOOD)).silence()).isEqualTo(Silence.UNSAID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "receipted: 0m | working days as 0.5wd or 2wd",
        "accepted: 2 days | working days as 0.5wd or 2wd",
        "files: [{name: 'S_{day}.csv', by: '17:00'}] | what stands in braces is no day",
        "files: [{name: 'S_{yyyy.csv', by: '17:00'}] | what stands in braces is no day",
        "files: [{name: 'S.csv', by: 5pm}] | this is no time of day",
        "files: [{name: 'in/S.csv', by: '17:00'}] | give a file name without a folder"
      })
  void saysWhatIsWrongWithALimitOrAFile(String text, String finding) throws IOException {
    var folder = folder("acme", GOOD + "silence:\n  " + text + "\n");

    assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining(finding);
  }

  @Test
  void takesNoFilesUnlessItSaysHow() throws IOException {
    assertThat(Manifest.read(folder("acme", GOOD)).files().takes("M01")).isFalse();
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() throws IOException {
    var folder = folder("acme", "name: {zh: 测试单位}\nsuffix: t1\nsees: [application]\n");

    assertThatThrownBy(() -> Manifest.read(folder))
        .hasMessageContaining("partner.yaml")
        .hasMessageContaining("name.en:")
        .hasMessageContaining("suffix:")
        .hasMessageContaining("roles:")
        .hasMessageContaining("takes:")
        .hasMessageContaining("partner.yaml:3: sees.0: ")
        .hasMessageContaining("it must begin with /")
        .hasMessageContaining("retry:");
  }

  @Test
  void refusesAMisspeltKeyWithItsLine() throws IOException {
    var folder = folder("acme", GOOD + "retrys: {}\n");

    assertThatThrownBy(() -> Manifest.read(folder))
        .hasMessageContaining("retrys")
        .hasMessageMatching("(?s).*partner.yaml:\\d+.*");
  }

  @Test
  void refusesTwoPartnersForTheSameWork() throws IOException {
    folder("acme", GOOD);
    folder("zenith", GOOD.replace("suffix: T", "suffix: Z"));

    assertThatThrownBy(() -> new PartnerFolders(routes))
        .hasMessageContaining("acme")
        .hasMessageContaining("zenith")
        .hasMessageContaining("utility:TEST");
  }

  @Test
  void leavesFoldersWithoutAManifestAside() throws IOException {
    folder("acme", GOOD);
    Files.createDirectory(routes.resolve("_shared"));

    assertThat(new PartnerFolders(routes).all()).hasSize(1);
  }

  private Path folder(String slug, String manifest) throws IOException {
    var folder = Files.createDirectory(routes.resolve(slug));
    Files.writeString(folder.resolve(Manifest.FILE), manifest);
    return folder;
  }
}
