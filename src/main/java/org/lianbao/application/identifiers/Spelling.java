package org.lianbao.application.identifiers;

import java.util.Locale;

/** What people type where an identifier is asked for, brought to its proper spelling. */
final class Spelling {

  private Spelling() {}

  /** Full-width to half-width, no outer spaces, capitals. */
  static String plain(String given) {
    var half = new StringBuilder(given.length());
    for (var i = 0; i < given.length(); i++) {
      var c = given.charAt(i);
      half.append(c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c == '\u3000' ? ' ' : c);
    }
    return half.toString().strip().toUpperCase(Locale.ROOT);
  }
}
