package org.lianbao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lianbao.shared.Json;
import org.springframework.util.FileSystemUtils;

/** The commands of the integration engineer, on a copy of the real partner folders. */
class EngineerCommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private final Map<Path, byte[]> edited = new HashMap<>();

  @TempDir static Path home;

  @BeforeAll
  static void copyThePartners() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), home.resolve("routes"));
    FileSystemUtils.copyRecursively(Path.of("mappings"), home.resolve("mappings"));
  }

  @AfterEach
  void putBack() throws IOException {
    for (var file : edited.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    for (var slug : List.of("acme", "drain-age", "gasworks")) {
      FileSystemUtils.deleteRecursively(home.resolve("routes").resolve(slug));
      FileSystemUtils.deleteRecursively(home.resolve("mappings").resolve(slug));
    }
  }

  @Test
  void checksCleanFoldersWithExitCodeZero() {
    assertThat(run("check")).isZero();
    assertThat(out.toString()).contains("没有问题 / clean");
    assertThat(run("check", "gas", "--json")).isZero();
    assertThat(json().path("clean").asBoolean()).isTrue();
  }

  @Test
  void tellsFindingsWithPlaceAndMendAndExitCodeOne() throws IOException {
    edit("mappings/gas/order.jsonata", "\"city_no\"", "\"city_nr\"");

    assertThat(run("check", "gas")).isEqualTo(1);
    assertThat(out.toString())
        .contains("mappings/gas/examples/order/expected.json:1")
        .contains("./lianbao try gas order.jsonata order --diff")
        .contains("2 个问题 / findings");
    assertThat(run("check", "gas", "--json")).isEqualTo(1);
    var first = json().path("findings").path(0);
    assertThat(first.path("line").asInt()).isEqualTo(1);
    assertThat(first.path("what").path("zh").asText()).contains("不一致");
  }

  @ParameterizedTest
  @CsvSource({
    "check nowhere,no partner nowhere",
    "check --jsn,--json",
    "try nowhere order order,no folder mappings/nowhere",
    "try ../gas order order,no folder",
    "try gas nothing order,no mapping nothing",
    "try gas order nothing,no such file or example",
    "try gas order callback-accepted,this example is of callback.jsonata",
    "try gas,MAPPING",
    "tables gas,no partner with exchange tables",
    "new-partner acme,--transport",
    "new-partner acme --transport carrier-pigeon,--transport",
    "new-partner Acme! --transport http,does not fit",
    "new-partner gas --transport http,there is already",
    "new-partner acme --transport http --suffix G,belongs to gas already",
    "new-partner acme --transport http --suffix g,does not fit",
    "new-partner acme --transport http --role utility:GAS,go to gas already"
  })
  void refusesWhatItCannotDoWithExitCodeTwo(String line, String why) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(why);
    assertThat(home.resolve("routes/acme")).doesNotExist();
  }

  @Test
  void showsWhatAMappingGivesMasked() {
    assertThat(run("try", "gas", "order", "order", "--json")).isZero();
    var document = json();
    assertThat(document.path("masked").asBoolean()).isTrue();
    assertThat(document.path("output").path("link_man").asText()).isEqualTo("李*");
    assertThat(document.path("output").path("phone").asText()).isEqualTo("138****8000");
    assertThat(document.path("output").path("cust_name").asText()).isEqualTo("濮阳县测试新材料有限公司");
  }

  @Test
  void masksSettingsAndNamesInAPartnersOwnMessages() {
    assertThat(run("try", "water", "envelope", "envelope")).isZero();
    assertThat(out.toString()).doesNotContain("PYXBZ").doesNotContain("water-secret");
    run("try", "power", "order.ftlx", "order-body");
    assertThat(out.toString()).doesNotContain("李四").contains("李*");
  }

  @Test
  void showsEverythingWhenAskedTo() {
    assertThat(run("try", "gas", "order", "order", "--clear")).isZero();
    assertThat(out.toString()).contains("李四").contains("13800138000").doesNotContain("已遮盖");
  }

  @Test
  void namesTheFailingExpressionAndTheKindOfValueItMet() throws IOException {
    edit("mappings/gas/order.jsonata", "$gas.hourlyMax,", "$gas.hourlyMax + $gas.pressureLevel,");

    assertThat(run("try", "gas", "order", "order")).isEqualTo(1);
    assertThat(out.toString())
        .contains("mappings/gas/order.jsonata:18:")
        .contains("$gas.hourlyMax + $gas.pressureLevel")
        .contains("a number and text")
        .doesNotContain("MID_B");
    assertThat(run("try", "gas", "order", "order", "--json")).isEqualTo(1);
    assertThat(json().path("place").path("met").path("zh").asText()).isEqualTo("数字、文字");
  }

  @Test
  void namesTheExpressionOfATemplateThatMetNothing() throws IOException {
    edit("mappings/power/fault.ftlx", "${input.reason}", "${input.cause}");

    assertThat(run("try", "power", "fault", "fault")).isEqualTo(1);
    assertThat(out.toString())
        .contains("mappings/power/fault.ftlx:2:")
        .contains("input.cause")
        .contains("nothing (no such field)");
  }

  @Test
  void comparesWithTheExample() throws IOException {
    assertThat(run("try", "gas", "order", "order", "--diff")).isZero();
    assertThat(out.toString()).contains("一致 / the same");

    edit("mappings/gas/order.jsonata", "\"city_no\"", "\"city_nr\"");
    assertThat(run("try", "gas", "order", "order", "--diff")).isEqualTo(1);
    assertThat(out.toString())
        .contains("- 3:   \"city_no\" : \"410928\"")
        .contains("+ 3:   \"city_nr\" : \"410928\"")
        .doesNotContain("13800138000");
  }

  @Test
  void appliesAMappingToAFileOfOnesOwn() throws IOException {
    var file = home.resolve("mine.json");
    Files.writeString(
        file, Files.readString(home.resolve("mappings/gas/examples/order/input.json")));

    assertThat(run("try", "gas", "order", file.toString())).isZero();
    assertThat(out.toString()).contains("\"install_no\"");
    Files.writeString(file, "{\"a\": ");
    assertThat(run("try", "gas", "order", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("not well-formed JSON at line 1");
  }

  @ParameterizedTest
  @EnumSource(PartnerTemplate.class)
  void writesAPartnerThatPassesCheckAsItStands(PartnerTemplate transport) throws Exception {
    assertThat(
            run(
                "new-partner",
                "drain-age",
                "--transport",
                transport.name().toLowerCase(Locale.ROOT),
                "--name-zh",
                "濮阳县排水公司"))
        .isZero();
    assertThat(out.toString()).contains("./lianbao check drain-age");

    assertThat(run("check")).as("%s", out).isZero();
    assertThat(Files.readString(home.resolve("routes/drain-age/partner.yaml")))
        .contains("濮阳县排水公司")
        .contains("suffix: D")
        .contains("utility:DRAIN_AGE");
    assertThat(routesCamelReads("drain-age"))
        .contains("drain-age.submit-order")
        .allMatch(id -> id.startsWith("drain-age."));
  }

  @Test
  void printsTheSqlOfExchangeTablesForThePartner() {
    assertThat(run("new-partner", "drain-age", "--transport", "table")).isZero();

    assertThat(run("tables", "drain-age", "--sql")).isZero();
    assertThat(out.toString())
        .contains("create table public.DRAIN_AGE_ORDER (")
        .contains("  SEQ bigserial primary key,")
        .contains("  APPLY_NO varchar(60) not null,")
        .contains("create index on public.DRAIN_AGE_PROGRESS (APPLY_NO);");
  }

  @Test
  void saysThatExchangeTablesAreAwayOrThatNobodySaidWhereTheyAre() throws IOException {
    var data = Files.createDirectories(home.resolve("data"));
    assertThat(run("tables", "approval", "--data", data.toString(), "--json")).isEqualTo(1);
    assertThat(json().path("findings").path(0).asText()).contains("db-url is not set");
    assertThat(data).isEmptyDirectory();

    Files.writeString(
        data.resolve("partners.yaml"),
        "lianbao: {partners: {approval: {db-url: 'jdbc:postgresql://127.0.0.1:9/x', db-user: u,"
            + " db-password: p}}}\n");
    assertThat(run("tables", "approval", "--data", data.toString(), "--json")).isEqualTo(1);
    assertThat(json().path("clean").asBoolean()).isFalse();
    assertThat(json().path("findings").path(0).asText()).contains("cannot be reached");
  }

  @Test
  void givesASuffixNobodyHas() throws IOException {
    assertThat(run("new-partner", "gasworks", "--transport", "http")).isZero();

    assertThat(Files.readString(home.resolve("routes/gasworks/partner.yaml")))
        .contains("suffix: GA\n");
  }

  @Test
  void neverWritesOverAnythingOfAnExistingPartner() throws IOException {
    Files.createDirectories(home.resolve("mappings/acme"));

    assertThat(run("new-partner", "acme", "--transport", "http")).isEqualTo(2);
    assertThat(home.resolve("routes/acme")).doesNotExist();
  }

  /** The ids of the routes that Camel's own reader finds in the partner's files. */
  private List<String> routesCamelReads(String slug) throws Exception {
    var ids = new ArrayList<String>();
    try (var camel = new DefaultCamelContext();
        var files = Files.list(home.resolve("routes").resolve(slug))) {
      for (var file : files.filter(f -> f.toString().endsWith(".camel.yaml")).toList()) {
        var resource = ResourceHelper.resolveResource(camel, "file:" + file);
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
      }
      camel.getRouteDefinitions().forEach(route -> ids.add(route.getRouteId()));
    }
    return ids;
  }

  private void edit(String file, String text, String other) throws IOException {
    var path = home.resolve(file);
    var whole = Files.readString(path);
    assertThat(whole).contains(text);
    edited.putIfAbsent(path, whole.getBytes(StandardCharsets.UTF_8));
    Files.write(path, whole.replace(text, other).getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode json() {
    return Json.read(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = new ArrayList<>(List.of(arguments));
    line.add("--routes=" + home.resolve("routes"));
    line.add("--mappings=" + home.resolve("mappings"));
    return Lianbao.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.toArray(String[]::new));
  }
}
