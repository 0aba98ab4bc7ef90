package org.lianbao.application.identifiers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters with a check character. The
 * organisation code inside (GB 11714) is only warned of, since some old codes fail it.
 */
final class Uscc implements Identifier {

  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final Pattern SHAPE =
      Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}");
  private static final int[] INNER_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  @Override
  public List<Finding> look(String plain, Optional<LocalDate> day) {
    if (!SHAPE.matcher(plain).matches()) {
      return List.of(
          Finding.error(
              "USCC_FORMAT",
              "不是统一社会信用代码：应为 18 位数字和大写字母（不含 I、O、S、V、Z），第 3–8 位为数字",
              "must be 18 digits and capitals (no I, O, S, V, Z), characters 3 to 8 digits"));
    }
    if (plain.charAt(17) != check(plain)) {
      return List.of(
          Finding.error(
              "USCC_CHECK_DIGIT",
              "统一社会信用代码校验不通过，请对照证照逐位核对",
              "the check character does not match; compare it with the certificate"));
    }
    return plain.charAt(16) == innerCheck(plain)
        ? List.of()
        : List.of(
            Finding.warn(
                "USCC_INNER_CHECK",
                "其中的主体标识码（第 9–17 位）校验不通过，请核对",
                "the organisation code inside (characters 9 to 17) fails its own check"));
  }

  private static char check(String code) {
    var sum = 0;
    var weight = 1;
    for (var i = 0; i < 17; i++) {
      sum += ALPHABET.indexOf(code.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  private static char innerCheck(String code) {
    var sum = 0;
    for (var i = 0; i < INNER_WEIGHTS.length; i++) {
      sum += Character.digit(code.charAt(8 + i), 36) * INNER_WEIGHTS[i];
    }
    var check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
  }
}
