package org.lianbao.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Json;

class CsvTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  @Test
  void readsQuotedAndPlainFieldsLineBreaksAndBlankLines() {
    var rows = read("a,\"b\"\r\n\r\n1,\"x \"\"y\"\",\r\nz\"\r\n  \n3,\n\n\n");

    assertThat(Json.write(rows))
        .isEqualTo(
            "[{\"a\":\"1\",\"b\":\"x \\\"y\\\",\\r\\nz\",\"_row\":3},"
                + "{\"a\":\"3\",\"b\":\"\",\"_row\":6}]");
  }

  @Test
  void marksOnlyTheRaggedRow() {
    var rows = read("a,b\n1\n2,3\n4,5,6\n");

    assertThat(rows.get(0).get("_problem").asText()).isEqualTo("应有 2 列,实有 1 列");
    assertThat(rows.get(1).has("_problem")).isFalse();
    assertThat(rows.get(2).get("_problem").asText()).isEqualTo("应有 2 列,实有 3 列");
  }

  @Test
  void marksOnlyTheRowThatIsNotOfTheCharacterSet() {
    var bytes =
        concat(
            "编号,名\n1,㛃\n2,".getBytes(GB18030),
            new byte[] {(byte) 0x81, (byte) 0xff},
            "\n3,䶮\n".getBytes(GB18030));

    var rows = Format.CSV.read(bytes, GB18030);

    assertThat(rows.get(0).get("名").asText()).isEqualTo("㛃");
    assertThat(rows.get(1).get("编号").asText()).isEqualTo("2");
    assertThat(rows.get(1).has("名")).isFalse();
    assertThat(rows.get(1).get("_problem").asText()).isEqualTo("第 2 列第 1 字节不是 GB18030 编码");
    assertThat(rows.get(2).get("名").asText()).isEqualTo("䶮");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "=HYPERLINK(\"\"x\"\")", "+1", "-1", "@SUM(A1)", "1.38E+10", "007"})
  void aCellThatLooksLikeAFormulaOrANumberStaysText(String cell) {
    var csv = "\"a\"\r\n\"" + cell + "\"\r\n";

    var rows = read(csv);

    assertThat(rows.get(0).get("a").isTextual()).isTrue();
    assertThat(rows.get(0).get("a").asText()).isEqualTo(cell.replace("\"\"", "\""));
    ((ObjectNode) rows.get(0)).remove("_row");
    assertThat(Format.CSV.write(rows, StandardCharsets.UTF_8)).asString().isEqualTo(csv);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n\"1,2\n\"3\",\"4\"\n",
        "a,b\n1,\"2\n\"3\",\"4\"\n",
        "a,b\n\"1\"x,2\n\"3\",\"4\"\n",
      })
  void aStrayQuoteCostsItsOwnLineOnly(String text) {
    var rows = read(text);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("_problem").asText()).isEqualTo("引号不成对");
    assertThat(Json.write(rows.get(1))).isEqualTo("{\"a\":\"3\",\"b\":\"4\",\"_row\":3}");
  }

  @Test
  void aQuoteThatNeverClosesCostsItsOwnLineOnly() {
    assertThat(read("a,b\n1,\"2\n3,4\n").get(1).get("a").asText()).isEqualTo("3");
  }

  @Test
  void leavesOutAByteOrderMark() {
    assertThat(Format.CSV.read("\uFEFFa\n1\n".getBytes(GB18030), GB18030).get(0).get("a").asText())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n\r\n", "a,a\n1,2\n", "\"a\n1\n"})
  void refusesAFileWithoutAUsableHeader(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("header");
  }

  @Test
  void writesEveryFieldQuotedWithCrlf() {
    var rows =
        Json.read(
            "[{\"a\": \"x\\\"y\", \"b\": 1.50, \"c\": null}, {\"b\": true}]"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(new String(Format.CSV.write(rows, StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo("\"a\",\"b\",\"c\"\r\n\"x\"\"y\",\"1.50\",\"\"\r\n\"\",\"true\",\"\"\r\n");
  }

  @Property(tries = 300)
  void aTableComesBackAsItWasWritten(
      @ForAll @NotEmpty List<@StringLength(max = 12) String> fields) {
    if (!GB18030.newEncoder().canEncode(String.join("", fields))) {
      return;
    }
    var row = JsonNodeFactory.instance.objectNode();
    for (var i = 0; i < fields.size(); i++) {
      row.put("列" + i, fields.get(i));
    }
    var bytes = Format.CSV.write(JsonNodeFactory.instance.arrayNode().add(row), GB18030);

    var back = Format.CSV.read(bytes, GB18030);

    assertThat(back).hasSize(1);
    assertThat(back.get(0)).isEqualTo(row.put("_row", 2));
  }

  private static JsonNode read(String text) {
    return Format.CSV.read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    var out = new java.io.ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
