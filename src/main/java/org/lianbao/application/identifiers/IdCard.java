package org.lianbao.application.identifiers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Citizen identity number (居民身份证, GB 11643-1999), also that of residence permits for Hong Kong,
 * Macao and Taiwan residents. Of the place only the province is looked at: old codes are retired.
 */
final class IdCard implements Identifier {

  private static final Pattern SHAPE = Pattern.compile("\\d{17}[0-9X]");
  private static final Pattern PROVINCE =
      Pattern.compile("(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]).*");
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  @Override
  public List<Finding> look(String plain, Optional<LocalDate> day) {
    if (plain.matches("\\d{15}")) {
      return refused("ID_CARD_OLD", "15 位旧号码已停用，请填 18 位号码", "15-digit numbers are retired");
    }
    if (!SHAPE.matcher(plain).matches()) {
      return refused(
          "ID_CARD_FORMAT", "应为 18 位：17 位数字加 1 位数字或 X", "must be 17 digits and a digit or X");
    }
    if (!PROVINCE.matcher(plain).matches()) {
      return refused("ID_CARD_PLACE", "前两位不是省级代码，请核对", "the first two digits are no province");
    }
    if (!born(plain, day)) {
      return refused(
          "ID_CARD_BIRTH", "第 7–14 位不是可能的出生日期，请核对", "digits 7 to 14 are no possible birth date");
    }
    return plain.charAt(17) == check(plain)
        ? List.of()
        : refused("ID_CARD_CHECK_DIGIT", "末位校验码不对，请对照证件核对", "the check character does not match");
  }

  private static List<Finding> refused(String code, String zh, String en) {
    return List.of(Finding.error(code, zh, en));
  }

  private static boolean born(String plain, Optional<LocalDate> day) {
    try {
      var birth = LocalDate.parse(plain.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
      return birth.getYear() >= 1900 && day.map(today -> !birth.isAfter(today)).orElse(true);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static char check(String number) {
    var sum = 0;
    for (var i = 0; i < WEIGHTS.length; i++) {
      sum += (number.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }
}
