package org.lianbao.mapping;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Writes XML in a character set that lacks some of its characters: in text and attribute values
 * those become numeric references. In names, comments, CDATA and instructions there is no such way;
 * there they are a fault.
 */
final class References {

  private final String xml;
  private final CharsetEncoder encoder;
  private final StringBuilder written;
  private int at;

  private References(String xml, CharsetEncoder encoder) {
    this.xml = xml;
    this.encoder = encoder;
    this.written = new StringBuilder(xml.length() + 64);
  }

  /**
   * Encodes; byte for byte the text itself where the set has all its characters.
   *
   * @throws MappingFault if a character stands where no reference can
   */
  static byte[] encode(String xml, Charset charset) {
    var encoder = charset.newEncoder();
    return encoder.canEncode(xml)
        ? Strict.encode(xml, charset)
        : Strict.encode(new References(xml, encoder).whole(), charset);
  }

  /** The reference to one character, such as {@code &#x4DAE;}. */
  static String to(int codePoint) {
    return "&#x%X;".formatted(codePoint);
  }

  private String whole() {
    while (at < xml.length()) {
      if (xml.startsWith("<!--", at)) {
        upTo("-->");
      } else if (xml.startsWith("<![CDATA[", at)) {
        upTo("]]>");
      } else if (xml.startsWith("<?", at)) {
        upTo("?>");
      } else if (xml.charAt(at) == '<') {
        tag();
      } else {
        character();
      }
    }
    return written.toString();
  }

  private void upTo(String end) {
    var found = xml.indexOf(end, at);
    var next = found < 0 ? xml.length() : found + end.length();
    written.append(xml, at, next);
    at = next;
  }

  private void tag() {
    var quote = 0;
    while (at < xml.length()) {
      var c = xml.charAt(at);
      if (quote != 0 && c != quote) {
        character();
        continue;
      }
      if (quote != 0 || c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
      }
      written.append(c);
      at++;
      if (c == '>' && quote == 0) {
        return;
      }
    }
  }

  private void character() {
    var codePoint = xml.codePointAt(at);
    var end = at + Character.charCount(codePoint);
    // Half a surrogate pair is no character, and is left for the encoder to refuse.
    var half = end == at + 1 && Character.isSurrogate(xml.charAt(at));
    if (half || encoder.canEncode(xml.subSequence(at, end))) {
      written.append(xml, at, end);
    } else {
      written.append(to(codePoint));
    }
    at = end;
  }
}
