package org.lianbao.shared;

import java.util.Locale;

/** The two languages people read here: Chinese, and English by switch. */
public final class Language {

  private static final String BETWEEN = " / ";

  private Language() {}

  public static boolean english(Locale locale) {
    return Locale.ENGLISH.getLanguage().equals(locale.getLanguage());
  }

  /**
   * The half in this language of a text that says it twice: Chinese first, {@code " / "}, then
   * English. A text that says it once is the same in both.
   */
  public static String half(String twice, Locale locale) {
    var cut = twice.indexOf(BETWEEN);
    if (cut < 0) {
      return twice;
    }
    return english(locale) ? twice.substring(cut + BETWEEN.length()) : twice.substring(0, cut);
  }
}
