package org.lianbao.application.identifiers;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Division code (行政区划, GB/T 2260): six digits; outside the county is only warned of. */
final class Division implements Identifier {

  private static final String COUNTY = "410928";

  @Override
  public List<Finding> look(String plain, Optional<LocalDate> day) {
    if (!plain.matches("[1-9]\\d{5}")) {
      return List.of(
          Finding.error(
              "DIVISION_FORMAT", "应为 6 位数字，如 410928", "must be six digits such as 410928"));
    }
    return plain.equals(COUNTY)
        ? List.of()
        : List.of(
            Finding.warn("DIVISION_ELSEWHERE", "不是本县（410928），请核对", "is not this county (410928)"));
  }
}
