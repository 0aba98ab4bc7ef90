package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.calendar.CalendarFolder;
import org.lianbao.shared.Json;

class MappingFunctionsTest {

  /** Each line `expression` → `result` of the page is tried. */
  private static final Pattern EXAMPLE = Pattern.compile("^\\| `(.+?)` \\| `(.+?)` \\|.*$");

  private static final Map<String, JFunction> DAYS = WorkingDays.of(CalendarFolder::builtIn);

  private static final MappingContext CONTEXT =
      new MappingContext(
          Instant.parse("2026-11-09T02:15:00Z"),
          Json.read("{\"orderNo\": \"BZ1-W\"}".getBytes(StandardCharsets.UTF_8)),
          Map.of("event_id", "e-1"),
          Map.of(
                  "app-key", "PYXBZ",
                  "sm2-private", "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8",
                  "sm2-public",
                      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                          + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
                  "broken-key", "5889393692860b51a42fb81ef4df7c5b",
                  "sm4-key", "0123456789abcdeffedcba9876543210")
              ::get,
          () -> "5b0f6c3e");

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
        .allSatisfy(f -> assertThat(page).contains("`$" + f + "("));
    assertThat(MappingFunctions.of(CONTEXT, name -> null).keySet())
        .allSatisfy(f -> assertThat(page).contains("`$" + f + "("));
    assertThat(DAYS.keySet()).allSatisfy(f -> assertThat(page).contains("`$" + f + "("));
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
        "$fromJson('{')",
        "$base64Text('通')",
        "$base64Text('//8=')",
        "$base64UrlText('+/8=')",
        "$hexText('0g')",
        "$hexToBase64('abc')",
        "$sm2Sign('00', 'abc')",
        "$sm2Verify('00', 'abc', '00')",
        "$sm4Encrypt('00', 'abc')",
        "$sm4Decrypt('00', 'abc')",
        "$sm2Sign($setting('forgotten'), 'abc')",
        "$sm2Verify($setting('forgotten'), 'abc', '00')",
        "$sm4Encrypt($setting('forgotten'), 'abc')",
        "$sm4Decrypt($setting('forgotten'), 'AAAA')",
        "$addWorkingDays('2026-10-01', 1.5)",
        "$addWorkingDays('2026-10-01', 1000000)",
        "$addWorkingDays('2026-02-30', 1)",
        "$isWorkingDay('1999-12-31')",
      })
  void refusesArgumentsThatMakeNoSense(String expression) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("mappings/water/t.jsonata");
  }

  @Test
  void aFaultOfAKeyDoesNotQuoteIt() {
    assertThatThrownBy(() -> evaluate("$sm2Sign($setting('broken-key'), 'abc')"))
        .hasMessageContaining("64 hexadecimal digits")
        .hasMessageNotContaining("5889393");
  }

  @Test
  void everyEncryptionHasAVectorOfItsOwn() {
    var nonces = new AtomicInteger();
    var context =
        new MappingContext(
            CONTEXT.now(),
            CONTEXT.order(),
            CONTEXT.headers(),
            CONTEXT.settings(),
            () -> "n" + nonces.incrementAndGet());
    var once = "$sm4Encrypt($setting('sm4-key'), 'abc')";

    assertThat(evaluate(once + " = " + once, context)).isEqualTo("false");
  }

  private static String evaluate(String expression) {
    return evaluate(expression, CONTEXT);
  }

  private static String evaluate(String expression, MappingContext context) {
    var table = CodeTable.read("water/codes/water-type.csv", "canonical,partner\n工业,GY\n");
    var given =
        Expression.compile("water/t.jsonata", expression)
            .evaluate(
                Json.read("{\"a\": 1.50}".getBytes(StandardCharsets.UTF_8)),
                context,
                name -> table,
                DAYS);
    return given.isMissingNode() ? "nothing" : Json.write(given);
  }
}
