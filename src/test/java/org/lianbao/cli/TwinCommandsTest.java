package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.SettingsFile;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Json;
import org.lianbao.twin.Fault;
import org.lianbao.twin.Twin;
import org.springframework.util.FileSystemUtils;
import org.w3c.dom.Document;

/** The commands twin and conform, on a copy of the real partner folders. */
class TwinCommandsTest {

  @TempDir static Path home;

  @TempDir Path reports;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void copyThePartners() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), home.resolve("routes"));
    FileSystemUtils.copyRecursively(Path.of("mappings"), home.resolve("mappings"));
  }

  @BeforeEach
  void forget() throws IOException {
    FileSystemUtils.deleteRecursively(home.resolve("data"));
  }

  @ParameterizedTest
  @CsvSource({
    "water, 10, 李*",
    "power, 10, 李*",
    "gas, 10, 李*",
    "heat, 10, 李*",
    "urban-management, 13, 郑*",
    "data-bureau, 7, 李*",
    "housing, 10, HTTP 200",
    "traffic-police, 10, 濮阳县",
    "approval, 10, SPGL_XMSPSXBLXXB",
    "county, 7, 濮阳县工程建设项目审批管理系统"
  })
  void everyPartnerOfThisHubConformsWithItsTwinFaultsAndAll(String slug, int steps, String shown)
      throws Exception {
    assertThat(run("conform", slug, "--report", reports.toString())).as("%s%s", out, err).isZero();

    var junit = xml(reports.resolve("TEST-conform-" + slug + ".xml")).getDocumentElement();
    assertThat(junit.getAttribute("failures")).isEqualTo("0");
    assertThat(junit.getAttribute("skipped")).isEqualTo("0");
    assertThat(Integer.parseInt(junit.getAttribute("tests")))
        .isEqualTo(junit.getElementsByTagName("testcase").getLength())
        .isGreaterThanOrEqualTo(steps);
    var page = Files.readString(reports.resolve("conform-" + slug + ".html"));
    assertThat(xml(reports.resolve("conform-" + slug + ".html")).getElementsByTagName("h2"))
        .extracting(headings -> headings.getLength())
        .isEqualTo(Integer.parseInt(junit.getAttribute("tests")));
    assertThat(page)
        .contains("对接验证")
        .contains(shown)
        .doesNotContain("李四", "张三", "13800138000", "王五", "赵六", "孙七", "周八")
        .doesNotContain("href=\"http", "src=");
  }

  @ParameterizedTest
  @EnumSource(PartnerTemplate.class)
  void everyNewPartnerConformsWithItsTwinAsItStands(PartnerTemplate transport) throws Exception {
    var code = transport.name().toLowerCase(Locale.ROOT);
    var slug = "drain-" + code;
    assertThat(run("new-partner", slug, "--transport", code)).as("%s", err).isZero();
    try {
      assertThat(run("check", slug)).as("%s", out).isZero();
      assertThat(run("conform", slug)).as("%s%s", out, err).isZero();
      assertThat(out.toString()).contains("✓ 故障").doesNotContain("✗", "–");
    } finally {
      FileSystemUtils.deleteRecursively(home.resolve("routes").resolve(slug));
      FileSystemUtils.deleteRecursively(home.resolve("mappings").resolve(slug));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jms", "table"})
  void theCountyConformsByWhicheverChannelIsSet(String channel) throws Exception {
    Files.createDirectories(home.resolve("data"));
    Files.writeString(
        home.resolve("data/partners.yaml"),
        "lianbao.partners.county.channel: %s%n".formatted(channel));
    assertThat(run("conform", "county", "--json")).as("%s%s", out, err).isZero();
    var steps = Json.read(out.toString().getBytes(StandardCharsets.UTF_8)).path("steps").toString();
    assertThat(steps.contains("GGXT_BZ_ZT")).isEqualTo(channel.equals("table"));
  }

  @Test
  void everyPartnerOfThisHubHasAConversation() throws IOException {
    var check = new PartnerCheck(home.resolve("routes"), home.resolve("mappings"));
    try (var folders = Files.list(Path.of("routes"))) {
      assertThat(folders.filter(folder -> Files.exists(folder.resolve("partner.yaml"))))
          .isNotEmpty()
          .allMatch(
              folder ->
                  check
                      .partner(folder.getFileName().toString())
                      .orElseThrow()
                      .conversation()
                      .isPresent());
    }
  }

  @Test
  void refusesAPartnerWhoseManifestHasNoConversation() throws IOException {
    assertThat(run("new-partner", "silent", "--transport", "http")).as("%s", err).isZero();
    try {
      var manifest = home.resolve("routes/silent/partner.yaml");
      var text = Files.readString(manifest);
      Files.writeString(manifest, text.replaceFirst("(?ms)^conversation:.*?(?=^settings:)", ""));
      for (var command : List.of("twin", "conform")) {
        assertThat(run(command, "silent")).isEqualTo(2);
        assertThat(err.toString()).contains("has no conversation");
      }
    } finally {
      FileSystemUtils.deleteRecursively(home.resolve("routes/silent"));
      FileSystemUtils.deleteRecursively(home.resolve("mappings/silent"));
    }
  }

  @Test
  void talksToASystemThatIsThereAndSkipsWhatItDoesNotWaitFor() throws Exception {
    try (var twin = twin("water", null)) {
      assertThat(run("conform", "water", "--against", twin.places().get(0))).as("%s", out).isZero();
      assertThat(out.toString()).contains("✓ 送一件工单").contains("– 对方报来").doesNotContain("故障");

      assertThat(run("conform", "water", "--against", twin.places().get(0), "--wait", "10s"))
          .as("%s", out)
          .isZero();
      assertThat(out.toString()).contains("✓ 对方报来：callback-history");
    }
  }

  @Test
  void talksToASystemWithFiles() throws Exception {
    try (var twin = twin("heat", null)) {
      assertThat(
              run("conform", "heat", "--against", twin.places().get(0), "--wait", "15s", "--json"))
          .as("%s", out)
          .isZero();
      var document = Json.read(out.toString().getBytes(StandardCharsets.UTF_8));
      assertThat(document.path("conforms").asBoolean()).isTrue();
      assertThat(document.path("steps"))
          .allMatch(step -> step.path("verdict").asText().equals("PASSED"));
    }
  }

  @Test
  void talksToASystemBehindAFerry() throws Exception {
    try (var twin = twin("traffic-police", null)) {
      assertThat(
              run("conform", "traffic-police", "--against", twin.places().get(0), "--wait", "15s"))
          .as("%s%s", out, err)
          .isZero();
      assertThat(out.toString()).contains("✓ 对方报来：callback-agreed", "✓ 缺少内容的工单");
    }
  }

  @Test
  void talksToASystemBehindABroker() throws Exception {
    var url = "tcp://127.0.0.1:" + freePort();
    var server = new EmbeddedActiveMQ();
    server.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .addAcceptorConfiguration("in", url));
    server.start();
    try (var twin = twin("gas", url)) {
      assertThat(run("conform", "gas", "--against", twin.places().get(0), "--wait", "10s"))
          .as("%s%s", out, err)
          .isZero();
      assertThat(out.toString()).contains("✓ 对方报来：callback-connected");
    } finally {
      server.stop();
    }
  }

  @Test
  void saysWhereASystemDoesNotConform() throws Exception {
    try (var twin = twin("water", null)) {
      twin.begin(Fault.parse("error-inside"), null);
      var address = twin.places().get(0);

      assertThat(run("conform", "water", "--against", address, "--report", reports.toString()))
          .isEqualTo(1);

      assertThat(out.toString())
          .contains("✗ 送一件工单 / an order")
          .contains("应得 / expected: DELIVERED")
          .contains("no bill number in the answer")
          .contains("步不符 / steps do not conform");
      var failure =
          xml(reports.resolve("TEST-conform-water.xml")).getElementsByTagName("failure").item(0);
      assertThat(failure.getParentNode().getAttributes().getNamedItem("name").getNodeValue())
          .startsWith("order: 送一件工单");
      assertThat(failure.getTextContent()).startsWith("RETRY PARTNER 200");
      assertThat(Files.readString(reports.resolve("conform-water.html")))
          .contains("不符 3 步")
          .doesNotContain(settings("water").get("secret"));
    }
  }

  @Test
  void findsThatNobodyIsThere() {
    assertThat(run("conform", "power", "--against", "http://127.0.0.1:9")).isEqualTo(1);
    assertThat(out.toString()).contains("CONNECT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          twin nowhere|there is no partner nowhere
          twin water --fault asleep --port 0 --admin-port 0|there is no fault asleep: slow
          twin water --fault soap-fault --port 0 --admin-port 0|choose of: slow, down
          twin water --fault error-inside:none --port 0 --admin-port 0|there is no example none
          twin water --pace soon|300ms
          conform nowhere|there is no partner nowhere
          conform water --against ftp://127.0.0.1|--against
          conform water --against nowhere|--against
          """)
  void refusesWhatItCannotDoWithExitCodeTwo(String line, String why) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }

  @Test
  void aTwinRunsUntilItIsToldToStopAndTellsWhereItIs() throws Exception {
    var command =
        new FutureTask<>(() -> run("twin", "water", "--port", "0", "--admin-port", "0", "--json"));
    var thread = new Thread(command);
    thread.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> out.toString().contains("adminPort"));
    var told = Json.read(out.toString().lines().findFirst().orElseThrow(), Map.class);

    var state =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + told.get("adminPort") + "/twin"))
                    .build(),
                BodyHandlers.ofByteArray());
    assertThat(Json.read(state.body()).path("possible").toString()).contains("mojibake");
    thread.interrupt();
    assertThat(command.get()).isZero();
  }

  private Map<String, String> settings(String slug) throws IOException {
    var check = new PartnerCheck(home.resolve("routes"), home.resolve("mappings"));
    var partner = check.partner(slug).orElseThrow();
    var folder = home.resolve("data/twin").resolve(slug);
    var settings = new HashMap<>(SettingsFile.fresh(folder, partner));
    new PartnerMappings(home.resolve("mappings"), slug)
        .readableExamples()
        .forEach(example -> settings.putAll(example.settings()));
    return settings;
  }

  private Twin twin(String slug, String broker) throws IOException {
    var check = new PartnerCheck(home.resolve("routes"), home.resolve("mappings"));
    return new Twin(
        new Twin.Setup(
            check.partner(slug).orElseThrow(),
            new PartnerMappings(home.resolve("mappings"), slug),
            check.dealings(slug),
            settings(slug),
            0,
            0,
            URI.create("http://127.0.0.1:9"),
            Optional.ofNullable(broker).map(url -> new Twin.Broker(url, "gas", "any")),
            home.resolve("data/twin").resolve(slug),
            Duration.ofMillis(20),
            line -> {}));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Document xml(Path file) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    var text = Files.readString(file).replaceFirst("<!DOCTYPE html>\\s*", "");
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new ArrayList<>(List.of(arguments));
    line.add("--routes=" + home.resolve("routes"));
    line.add("--mappings=" + home.resolve("mappings"));
    if (line.get(0).equals("twin") || line.get(0).equals("conform")) {
      line.add("--data=" + home.resolve("data"));
    }
    return Lianbao.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.toArray(String[]::new));
  }
}
