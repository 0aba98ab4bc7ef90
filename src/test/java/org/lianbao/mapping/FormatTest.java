package org.lianbao.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.Charset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Json;

class FormatTest {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset GBK = Charset.forName("GBK");
  private static final String HARD = "㛃䶮𠮷 阿依古丽·买买提";

  @Test
  void readsNamesThatAreHardToEncode() {
    var bytes = Format.TEXT.write(TextNode.valueOf(HARD), GB18030);

    assertThat(bytes).startsWith(0x82, 0x30, 0xb7, 0x31, 0xfe, 0x9f, 0x95, 0x34, 0xb2, 0x35);
    assertThat(Format.TEXT.read(bytes, GB18030).textValue()).isEqualTo(HARD);
  }

  @Test
  void saysWhichCharacterASetLacksAndQuotesNothingElse() {
    assertThatThrownBy(() -> Format.TEXT.write(TextNode.valueOf("李四𠮷"), GBK))
        .isInstanceOf(MappingFault.class)
        .hasMessage("character 3 of the text (U+20BB7) cannot be written in GBK");
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"JSON", "XML", "TEXT"})
  void namesTheFirstByteThatIsNotOfTheSet(Format format) {
    assertThatThrownBy(() -> format.read(new byte[] {'{', '}', (byte) 0xff, '<'}, UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessage(
            "第 1 行第 3 个字符（偏移 2 字节）不是 UTF-8 编码"
                + " / line 1, character 3 (byte offset 2) is not valid UTF-8");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void refusesABodyBeyondTheLimit(Format format) {
    assertThatThrownBy(() -> format.read(new byte[20_000_001], UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("larger than");
  }

  @Test
  void readsJsonOfAnotherCharacterSetAndWithAMark() {
    assertThat(Format.JSON.read("{\"名\": \"䶮\"}".getBytes(GB18030), GB18030).get("名").asText())
        .isEqualTo("䶮");
    assertThat(Format.JSON.read("\uFEFF{\"a\": 1}".getBytes(UTF_8), UTF_8).get("a").asInt())
        .isEqualTo(1);
  }

  @Test
  void saysWhereJsonIsBroken() {
    assertThatThrownBy(() -> Format.JSON.read("{\"a\":\n 李四}".getBytes(UTF_8), UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("李四");
  }

  @Test
  void readsXmlByLocalNames() {
    var xml =
        """
        <?xml version="1.0" encoding="GB18030"?>
        <s:Envelope xmlns:s="urn:s" xmlns="urn:d"><s:Header/>
         <s:Body a="1" s:b="2"><x> 通 </x><x>2</x><y>1<z/></y><c><![CDATA[<&>]]></c></s:Body>
        </s:Envelope>
        """;

    assertThat(Json.write(Format.XML.read(xml.getBytes(GB18030), GB18030)))
        .isEqualTo(
            "{\"Envelope\":{\"Header\":\"\",\"Body\":{\"@a\":\"1\",\"@b\":\"2\",\"x\":[\"通\",\"2\"],"
                + "\"y\":{\"z\":\"\",\"#text\":\"1\"},\"c\":\"<&>\"}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY e \"boom\">]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\"> %p;]><a/>",
        "<a>&e;</a>",
        "<a b=\"&e;\"/>",
        "<a><b></a>",
        "<a/><b/>",
        "<a",
        ""
      })
  void refusesXmlWithADocumentTypeAnEntityOrAFault(String xml) {
    assertThatThrownBy(() -> Format.XML.read(xml.getBytes(UTF_8), UTF_8))
        .isInstanceOf(MappingFault.class);
  }

  @Test
  void saysInWhichLineMojibakeBegins() {
    var bytes = "<a\n b='𠮷通'>\u00e9</a>".getBytes(GB18030);

    assertThatThrownBy(() -> Format.XML.read(bytes, UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageStartingWith("第 2 行第 5 个字符");
  }

  @Test
  void writesWhatTheSetLacksAsReferencesInTextAndAttributes() {
    var xml = "<?xml version=\"1.0\" encoding=\"GBK\"?><甲 乙=\"㛃>'通\" 丙='\"䶮'>𠮷<!-- 通 --></甲>";

    var bytes = Format.XML.write(TextNode.valueOf(xml), GBK);

    assertThat(new String(bytes, GBK))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"GBK\"?><甲 乙=\"&#x36C3;>'通\" 丙='\"&#x4DAE;'>&#x20BB7;"
                + "<!-- 通 --></甲>");
    assertThat(Json.write(Format.XML.read(bytes, GBK)))
        .isEqualTo("{\"甲\":{\"@乙\":\"㛃>'通\",\"@丙\":\"\\\"䶮\",\"#text\":\"𠮷\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<䶮/>", "<a 䶮='1'/>", "<!--䶮--><a/>", "<a><![CDATA[䶮]]></a>", "<?䶮 ?><a/>"})
  void refusesToWriteXmlWhereNoReferenceCanStand(String xml) {
    assertThatThrownBy(() -> Format.XML.write(TextNode.valueOf(xml), GBK))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("U+4DAE");
  }

  @Test
  void leavesXmlThatTheSetHoldsAsItIs() {
    var xml = "<a b='𠮷'>㛃</a> ";

    assertThat(Format.XML.write(TextNode.valueOf(xml), GB18030)).isEqualTo(xml.getBytes(GB18030));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB2312", "no-such-set"})
  void saysThatAPrologNamesAnotherSetThanAgreed(String declared) {
    var xml = "<?xml version=\"1.0\" encoding=\"%s\"?><a/>".formatted(declared);

    assertThatThrownBy(() -> Format.XML.read(xml.getBytes(GBK), GBK))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("GBK")
        .hasMessageNotContaining(declared);
  }

  @Test
  void refusesXmlWithTooManyElements() {
    var xml = "<a>" + "<b/>".repeat(100_000) + "</a>";

    assertThatThrownBy(() -> Format.XML.read(xml.getBytes(UTF_8), UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("more than 100000 elements");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesJsonThatNestsTooDeep(String level) {
    assertThatThrownBy(() -> Format.JSON.read(level.repeat(65).getBytes(UTF_8), UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("64 levels");
  }

  @Test
  void readsJsonThatNestsJustDeepEnough() {
    var json = "[".repeat(64) + "]".repeat(64);

    assertThat(Format.JSON.read(json.getBytes(UTF_8), UTF_8).isArray()).isTrue();
  }

  @Test
  void refusesXmlThatNestsTooDeep() {
    var xml = "<a>".repeat(65) + "</a>".repeat(65);

    assertThatThrownBy(() -> Format.XML.read(xml.getBytes(UTF_8), UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("deeper than 64");
  }

  @Test
  void readsAFormAsItStands() {
    var form = Format.FORM.read("a=1+2&b=%E9%80%9A&c&a=%26".getBytes(ISO_8859_1), UTF_8);

    assertThat(Json.write(form)).isEqualTo("{\"a\":[\"1 2\",\"&\"],\"b\":\"通\",\"c\":\"\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%FF", "%E9%80=1", "a=通"})
  void refusesAFormThatIsNotProperlyEncoded(String form) {
    assertThatThrownBy(() -> Format.FORM.read(form.getBytes(UTF_8), UTF_8))
        .isInstanceOf(MappingFault.class);
  }

  @Property(tries = 300)
  void aFormComesBackAsItWasWritten(@ForAll @StringLength(max = 20) String text) {
    if (!UTF_8.newEncoder().canEncode(text) || text.startsWith("\uFEFF")) {
      return;
    }
    var value = JsonNodeFactory.instance.objectNode().put("k=&", text);

    assertThat(Format.FORM.read(Format.FORM.write(value, UTF_8), UTF_8)).isEqualTo(value);
  }

  @Test
  void writesNoNestedValueIntoAForm() {
    var nested = Json.read("{\"a\": [1]}".getBytes(UTF_8));

    assertThatThrownBy(() -> Format.FORM.write(nested, UTF_8))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("form field a");
  }

  @Test
  void refusesCsvInASetItCannotCutApart() {
    assertThatThrownBy(() -> Format.CSV.read("a\n1\n".getBytes(UTF_16), UTF_16))
        .isInstanceOf(MappingFault.class)
        .hasMessageContaining("UTF-16");
  }
}
