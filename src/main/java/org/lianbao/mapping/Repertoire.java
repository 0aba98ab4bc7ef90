package org.lianbao.mapping;

import java.nio.charset.Charset;

/** Which characters a character set has, for partners whose set is not all of Unicode. */
final class Repertoire {

  private static final Charset GBK = Charset.forName("GBK");

  private Repertoire() {}

  /**
   * Whether the set has every character of the text.
   *
   * @throws MappingFault if there is no such set
   */
  static boolean holds(String text, String charset) {
    try {
      return Charset.forName(charset).newEncoder().canEncode(text);
    } catch (IllegalArgumentException e) {
      throw new MappingFault("$encodable: there is no such character set");
    }
  }

  /** The text with each character that GBK lacks as a numeric reference. */
  static String gbkSafe(String text) {
    var encoder = GBK.newEncoder();
    if (encoder.canEncode(text)) {
      return text;
    }
    var safe = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              var one = Character.toString(character);
              safe.append(encoder.canEncode(one) ? one : References.to(character));
            });
    return safe.toString();
  }
}
