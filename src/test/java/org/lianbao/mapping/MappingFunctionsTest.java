package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Json;

class MappingFunctionsTest {

  /** Each line `expression` → `result` of the page is tried. */
  private static final Pattern EXAMPLE = Pattern.compile("^\\| `(.+?)` \\| `(.+?)` \\|.*$");

  @TestFactory
  Stream<DynamicTest> thePageTellsTheTruth() throws Exception {
    var lines = Files.readAllLines(Path.of("docs", "mapping-functions.md"));
    var examples = lines.stream().map(EXAMPLE::matcher).filter(m -> m.matches()).toList();
    assertThat(examples).hasSizeGreaterThan(20);
    return examples.stream()
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m.group(1), () -> assertThat(evaluate(m.group(1))).isEqualTo(m.group(2))));
  }

  @Test
  void thePageShowsEveryFunction() throws Exception {
    var page = Files.readString(Path.of("docs", "mapping-functions.md"));

    assertThat(MappingFunctions.pure().keySet())
        .allSatisfy(f -> assertThat(page).contains("`$" + f));
    assertThat(page).contains("`$setting", "`$nonce", "`$code(", "`$codeBack(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$instant('2026/02/30', 'yyyy/MM/dd')",
        "$instant('', 'yyyy')",
        "$time('gestern', 'yyyy')",
        "$time('2026-11-09T02:15:00Z', 'bb')",
        "$millis('2026-11-09')",
        "$fromMillisIso(1.5)",
        "$decimal('1E999999999')",
        "$decimal('1.38E+10元')",
        "$cents('0.005')",
        "$sm3({})",
        "$encodable('a', 'no-such-set')",
        "$addressIn('127.0.0.1', 'localhost')",
        "$addressIn('127.0.0.1', '127.0.0.0/33')",
      })
  void refusesArgumentsThatMakeNoSense(String expression) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("mappings/water/t.jsonata");
  }

  private static String evaluate(String expression) {
    var context =
        new MappingContext(
            Instant.parse("2026-11-09T02:15:00Z"),
            Json.read("{\"orderNo\": \"BZ1-W\"}".getBytes(StandardCharsets.UTF_8)),
            Map.of("event_id", "e-1"),
            Map.of("app-key", "PYXBZ")::get,
            () -> "5b0f6c3e");
    var table = CodeTable.read("water/codes/water-type.csv", "canonical,partner\n工业,GY\n");
    var given =
        Expression.compile("water/t.jsonata", expression)
            .evaluate(
                Json.read("{\"a\": 1.50}".getBytes(StandardCharsets.UTF_8)),
                context,
                name -> table);
    return given.isMissingNode() ? "nothing" : Json.write(given);
  }
}
