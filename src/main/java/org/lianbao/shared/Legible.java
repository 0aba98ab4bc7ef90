package org.lianbao.shared;

/** Text as every table and every form of text can hold it. */
public final class Legible {

  private static final char REPLACEMENT = '\uFFFD';

  private Legible() {}

  /**
   * The text with U+FFFD in place of U+0000 and of halves of surrogate pairs; {@code null} for
   * {@code null}.
   */
  public static String of(String text) {
    var wrong = text == null ? -1 : wrongFrom(text, 0);
    if (wrong < 0) {
      return text;
    }
    var legible = new StringBuilder(text);
    for (; wrong >= 0; wrong = wrongFrom(text, wrong + 1)) {
      legible.setCharAt(wrong, REPLACEMENT);
    }
    return legible.toString();
  }

  private static int wrongFrom(String text, int from) {
    for (var i = from; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
