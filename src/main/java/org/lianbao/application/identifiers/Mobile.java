package org.lianbao.application.identifiers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Mobile number (手机): eleven digits; spaces, hyphens and +86 are set aside. */
final class Mobile implements Identifier {

  @Override
  public String plain(String given) {
    var bare = Spelling.plain(given).replaceAll("[\\s-]", "");
    return bare.replaceFirst("^(\\+|00)86", "");
  }

  @Override
  public List<Finding> look(String plain, Optional<LocalDate> day) {
    if (Phones.mangled(plain)) {
      return List.of(Phones.MANGLED);
    }
    return plain.matches("1[3-9]\\d{9}")
        ? List.of()
        : List.of(
            Finding.error(
                "MOBILE_FORMAT",
                "不是有效的手机号码，应为 11 位数字，以 13–19 开头",
                "must be a mobile number of 11 digits beginning 13 to 19"));
  }
}
