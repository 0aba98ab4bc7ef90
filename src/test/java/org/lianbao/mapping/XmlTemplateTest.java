package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Json;

class XmlTemplateTest {

  @Test
  void escapesWhatIsPutIn() {
    assertThat(render("<a b=\"${input.x}\">${input.x}</a>", "{\"x\": \"<A&B \\\"'>\"}"))
        .isEqualTo("<a b=\"&lt;A&amp;B &quot;&apos;&gt;\">&lt;A&amp;B &quot;&apos;&gt;</a>");
  }

  @Test
  void writesNumbersAndTruthForComputers() {
    assertThat(
            render(
                "${input.n} ${input.d} ${input.b}", "{\"n\": 1234567, \"d\": 0.50, \"b\": true}"))
        .isEqualTo("1234567 0.5 true");
  }

  @Test
  void seesOrderHeadersAndTime() {
    assertThat(render("${order.orderNo} ${headers.sign} ${now}", "{}"))
        .isEqualTo("BZ-E s1 2026-11-09T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
        "${input?api.getClass()}",
        "${input.class.name}",
        "<#include \"/etc/passwd\">",
        "${input.missing}"
      })
  void givesNoWayToJavaFilesOrWhatIsNotThere(String text) {
    assertThatThrownBy(() -> render(text, "{\"x\": \"李四\"}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("mappings/power/t.ftlx cannot be applied: line 1")
        .hasMessageNotContaining("李四");
  }

  @Test
  void tellsWhereATemplateDoesNotCompile() {
    assertThatThrownBy(() -> render("<a>\n<#if x>", "{}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("mappings/power/t.ftlx does not compile: line 2");
  }

  @Test
  void refusesAControlCharacterThatXmlForbids() {
    assertThatThrownBy(() -> render("<a>${input.x}</a>", "{\"x\": \"a\\u0001b\"}"))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("U+0001");
  }

  private static String render(String text, String input) {
    var context =
        new MappingContext(
            Instant.parse("2026-11-09T00:00:00Z"),
            Json.read("{\"orderNo\": \"BZ-E\"}".getBytes(StandardCharsets.UTF_8)),
            Map.of("sign", "s1"),
            key -> null,
            () -> "n");
    return XmlTemplate.compile("power/t.ftlx", text)
        .render(Json.read(input.getBytes(StandardCharsets.UTF_8)), context);
  }
}
