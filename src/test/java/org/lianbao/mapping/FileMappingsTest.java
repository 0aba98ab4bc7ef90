package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Json;

class FileMappingsTest {

  private static final Instant NOW = Instant.parse("2026-11-09T16:30:00Z");

  @TempDir Path root;
  private FileMappings mappings;

  @BeforeEach
  void open() {
    mappings = new FileMappings(root);
  }

  @Test
  void seesItsInputOrderHeadersAndTime() throws IOException {
    write("water/a.jsonata", "[no, $order.orderNo, $headers.sign, $now]");

    assertThat(apply("a.jsonata", "{\"no\": 7}").toString())
        .isEqualTo("[7,\"BZ-W\",\"s1\",\"2026-11-09T16:30:00Z\"]");
  }

  @Test
  void keepsDecimalsAndTheOrderOfKeys() throws IOException {
    write("water/a.jsonata", "{\"z\": n, \"a\": null, \"gone\": nothing}");

    assertThat(Json.write(apply("a.jsonata", "{\"n\": 0.10000000000000000000001}")))
        .isEqualTo("{\"z\":0.10000000000000000000001,\"a\":null}");
  }

  @Test
  void givesAMissingNodeWhereTheMappingSaysNothing() throws IOException {
    write("water/a.jsonata", "nothing.here");

    assertThat(apply("a.jsonata", "{}")).isEqualTo(MissingNode.getInstance());
  }

  @Test
  void seesTheSettingsOfItsOwnPartnerAlone() throws IOException {
    write("water/a.jsonata", "[$setting('secret'), $exists($setting('other'))]");

    assertThat(apply("a.jsonata", "{}").toString()).isEqualTo("[\"s3cret\",false]");
  }

  @Test
  void looksCodesUpOnTheCountysDay() throws IOException {
    // 16:30 UTC on the 9th is the 10th in the county.
    write(
        "water/codes/kind.csv",
        "canonical,partner,label,from,to\nNEW,1,旧,,2026-11-09\nNEW,2,新,2026-11-10,\n");
    write(
        "water/a.jsonata",
        "[$code('kind', 'NEW'), $codeBack('kind', '2'), $exists($code('kind', 'OLD'))]");

    assertThat(apply("a.jsonata", "{}").toString()).isEqualTo("[\"2\",\"NEW\",false]");
  }

  @Test
  void refusesACodeTableWhoseRowIsRagged() throws IOException {
    write("water/codes/kind.csv", "canonical,partner\nNEW,1\nOLD\n");
    write("water/a.jsonata", "$code('kind', 'NEW')");

    assertThatThrownBy(() -> apply("a.jsonata", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("water/codes/kind.csv, line 3");
  }

  @Test
  void takesAChangedFileAtItsNextUse() throws IOException {
    write("water/a.jsonata", "1");
    assertThat(apply("a.jsonata", "{}").asInt()).isEqualTo(1);

    write("water/a.jsonata", "22");

    assertThat(apply("a.jsonata", "{}").asInt()).isEqualTo(22);
  }

  @Test
  void takesAFileOfTheSameTimeAndSizeOnceToldToForget() throws IOException {
    var file = write("water/a.jsonata", "1");
    var stamp = FileTime.from(NOW);
    Files.setLastModifiedTime(file, stamp);
    assertThat(apply("a.jsonata", "{}").asInt()).isEqualTo(1);

    write("water/a.jsonata", "2");
    Files.setLastModifiedTime(file, stamp);
    assertThat(apply("a.jsonata", "{}").asInt()).isEqualTo(1);
    mappings.forget("water");

    assertThat(apply("a.jsonata", "{}").asInt()).isEqualTo(2);
  }

  @Test
  void tellsWhereAMappingDoesNotCompile() throws IOException {
    write("water/a.jsonata", "{\n  \"a\": (1 + ,\n}");

    assertThatThrownBy(() -> apply("a.jsonata", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("mappings/water/a.jsonata does not compile: line 2, column")
        .hasMessageContaining("\"a\": (1 + ,");
  }

  @Test
  void tellsWhereAMappingFailsAndQuotesNothingOfTheInput() throws IOException {
    write("water/a.jsonata", "(\n  $a := 1;\n  $a + name\n)");

    assertThatThrownBy(() -> apply("a.jsonata", "{\"name\": \"李四\"}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("water/a.jsonata cannot be applied")
        .hasMessageContaining("T2002")
        .hasMessageContaining("$a + name")
        .hasMessageNotContaining("李四")
        .hasNoCause();
  }

  @Test
  void tellsWhereATimeDoesNotFitItsPattern() throws IOException {
    write("water/a.jsonata", "(\n  $instant(t, 'yyyyMMdd')\n)");

    assertThatThrownBy(() -> apply("a.jsonata", "{\"t\": \"13800138000\"}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("yyyyMMdd")
        .hasMessageNotContaining("13800138000");
  }

  @Test
  void stopsAMappingThatCallsItselfWithoutEnd() throws IOException {
    write("water/a.jsonata", "($f := function($n) { 1 + $f($n) }; $f(1))");

    assertThatThrownBy(() -> apply("a.jsonata", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("nest deeper than 500");
  }

  @Test
  void stopsAMappingThatRunsWithoutEnd() throws IOException {
    write("water/a.jsonata", "($f := function($n) { $f($n + 1) }; $f(1))");

    assertThatThrownBy(() -> apply("a.jsonata", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("timeout");
  }

  @Test
  void countsDepthRightlyThroughLongLists() throws IOException {
    write("water/a.jsonata", "$count([items.[$, [$, $ + 1], {\"a\": [$]}]])");
    var items = new StringBuilder("0");
    for (var i = 1; i < 5_000; i++) {
      items.append(',').append(i);
    }

    assertThat(apply("a.jsonata", "{\"items\": [" + items + "]}").asInt()).isEqualTo(5_000);
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> apply("none.jsonata", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessage("there is no file mappings/water/none.jsonata");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../a.jsonata", "x/../../a.jsonata", "/etc/a.jsonata", "a.txt", "", "a\0.jsonata"})
  void refusesAFileNameThatLeadsElsewhere(String file) throws IOException {
    write("a.jsonata", "1");
    Files.createDirectories(root.resolve("water"));

    assertThatThrownBy(() -> apply(file, "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("name of a mapping file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../water", "", "water/..", "Water"})
  void refusesAPartnerNameThatLeadsElsewhere(String partner) {
    assertThatThrownBy(
            () -> mappings.apply(partner, "a.jsonata", Json.read(bytes("{}")), context()))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("name of a partner");
  }

  @Test
  void refusesATableNameThatLeadsElsewhere() throws IOException {
    write("gas/codes/kind.csv", "canonical,partner\nNEW,1\n");
    write("water/a.jsonata", "$code('../../gas/codes/kind', 'NEW')");

    assertThatThrownBy(() -> apply("a.jsonata", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("name of a code table");
  }

  @Test
  void oneCompiledMappingServesEightThreads() throws Exception {
    write("water/codes/kind.csv", "canonical,partner\nNEW,1\n");
    write(
        "water/a.jsonata",
        "($n := n; $f := function($x) { $x * 2 }; "
            + "{\"n\": $n, \"twice\": $f($n), \"sum\": $sum([items.($ + $n)]), \"kind\": $code('kind', 'NEW'),"
            + " \"sorted\": $join($sort(items.$string($)), ','), \"order\": $order.orderNo})");
    write("water/b.jsonata", "$map([1..5], function($i) { $i + n })[4]");
    var pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> works = new ArrayList<>();
      for (var thread = 0; thread < 8; thread++) {
        var own = thread * 100_000;
        works.add(() -> rightAnswers(own));
      }
      var right = 0;
      for (var done : pool.invokeAll(works)) {
        right += done.get();
      }
      assertThat(right).isEqualTo(8 * 500);
    } finally {
      pool.shutdownNow();
    }
  }

  private int rightAnswers(int own) {
    var right = 0;
    for (var i = own; i < own + 500; i++) {
      var given = apply("a.jsonata", "{\"n\": " + i + ", \"items\": [3, 1, 2]}");
      var other = apply("b.jsonata", "{\"n\": " + i + "}");
      var wanted =
          "{\"n\":%d,\"twice\":%d,\"sum\":%d,\"kind\":\"1\",\"sorted\":\"1,2,3\",\"order\":\"BZ-W\"}"
              .formatted(i, 2 * i, 6 + 3 * i);
      right += Json.write(given).equals(wanted) && other.asInt() == i + 5 ? 1 : 0;
    }
    return right;
  }

  private JsonNode apply(String file, String input) {
    return mappings.apply("water", file, Json.read(bytes(input)), context());
  }

  private static MappingContext context() {
    return new MappingContext(
        NOW,
        Json.read(bytes("{\"orderNo\": \"BZ-W\"}")),
        Map.of("sign", "s1"),
        Map.of("secret", "s3cret")::get,
        () -> "n0nce");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
