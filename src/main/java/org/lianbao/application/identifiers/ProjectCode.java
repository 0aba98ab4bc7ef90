package org.lianbao.application.identifiers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Investment project code (投资项目代码, GB/T 40058-2021): time, place, department or trade, type,
 * number. Until November 2020 it began with the year, since then with year and month. How its check
 * digit is made is not public, so it is not checked.
 */
final class ProjectCode implements Identifier {

  private static final Pattern SHAPE = Pattern.compile("\\d{4}-\\d{6}-\\d{2}-\\d{2}-\\d{6}");

  @Override
  public List<Finding> look(String plain, Optional<LocalDate> day) {
    if (!SHAPE.matcher(plain).matches()) {
      return List.of(
          Finding.error(
              "PROJECT_CODE_FORMAT",
              "格式不对，应为 4-6-2-2-6 位数字，如 2609-410928-04-01-123456；子项后缀请填在工程代码",
              "must be digits as in 2609-410928-04-01-123456; a suffix belongs to the works code"));
    }
    if (!issued(Integer.parseInt(plain.substring(0, 4)), day)) {
      return List.of(
          Finding.error(
              "PROJECT_CODE_TIME",
              "前 4 位应为 2015–2020，或年月（YYMM）且不晚于申请当月",
              "the first group must be 2015 to 2020, or YYMM not after the month of application"));
    }
    return plain.startsWith("4109", 5)
        ? List.of()
        : List.of(
            Finding.warn(
                "PROJECT_CODE_PLACE", "其中的地区码不在濮阳市（4109），请核对", "its place is not Puyang (4109)"));
  }

  private static boolean issued(int group, Optional<LocalDate> day) {
    if (group >= 2015 && group <= 2020) {
      return true;
    }
    var month = group % 100;
    if (month < 1 || month > 12) {
      return false;
    }
    var first = LocalDate.of(2000 + group / 100, month, 1);
    return day.map(today -> !first.isAfter(today)).orElse(true);
  }
}
