package org.lianbao.application.identifiers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Landline number (座机): area code, local number, extension; spaces and +86 are set aside. */
final class Landline implements Identifier {

  @Override
  public String plain(String given) {
    return Spelling.plain(given).replaceAll("\\s", "").replaceFirst("^(\\+|00)86-?", "");
  }

  @Override
  public List<Finding> look(String plain, Optional<LocalDate> day) {
    if (Phones.mangled(plain)) {
      return List.of(Phones.MANGLED);
    }
    return plain.matches("(0\\d{2,3}-?)?[2-9]\\d{6,7}(-\\d{1,6})?")
        ? List.of()
        : List.of(
            Finding.error(
                "LANDLINE_FORMAT",
                "不是有效的座机号码，应如 0393-3220000 或 0393-3220000-801",
                "must be a landline number such as 0393-3220000"));
  }
}
