package org.lianbao.application;

import java.util.regex.Pattern;

/** How each kind of personal data is shown; what is too short to hide in is hidden whole. */
public final class Mask {

  private static final Pattern ROAD = Pattern.compile("^.*?(大道|公路|路|街|巷|胡同)");
  private static final Pattern PLACE = Pattern.compile("^.*?(开发区|街道|镇|乡|区|县)");

  private Mask() {}

  /** 张三 → 张*, 欧阳娜娜 → 欧***: the first character only. */
  public static String name(String name) {
    var length = name.codePointCount(0, name.length());
    return length < 2 ? "*" : head(name, 1) + "*".repeat(length - 1);
  }

  /** First six and last four: 410928********0016. */
  public static String identity(String number) {
    return number.length() < 14
        ? "*".repeat(number.length())
        : number.substring(0, 6)
            + "*".repeat(number.length() - 10)
            + number.substring(number.length() - 4);
  }

  /** 13800138000 → 138****8000, 0393-3220000 → 0393-***0000. */
  public static String phone(String number) {
    var dash = number.indexOf('-');
    if (dash >= 0) {
      return number.substring(0, Math.min(dash, 4)) + "-***" + tail(number.substring(dash + 1), 4);
    }
    return number.length() < 11
        ? "***" + tail(number, 4)
        : number.substring(0, 3) + "****" + tail(number, 4);
  }

  /** The first letter of the mailbox: a***@. */
  static String email(String address) {
    return head(address, 1) + "***@";
  }

  /** To the level of the road, or of the place where no road is named. */
  static String address(String address) {
    for (var level : new Pattern[] {ROAD, PLACE}) {
      var found = level.matcher(address);
      if (found.find()) {
        return found.group() + "***";
      }
    }
    return head(address, 3) + "***";
  }

  /** The last four digits. */
  static String account(String number) {
    return "***" + tail(number, 4);
  }

  private static String head(String text, int characters) {
    var length = text.codePointCount(0, text.length());
    return text.substring(0, text.offsetByCodePoints(0, Math.min(characters, length)));
  }

  private static String tail(String text, int characters) {
    // About half at most, so that a short number is not shown whole.
    var shown = text.length() < 4 ? 0 : Math.min(characters, (text.length() + 1) / 2);
    return text.substring(text.length() - shown);
  }
}
