package org.lianbao.sandbox.heat;

import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The rules for one row of a notice file, {@code RLBZ_TZ_…}. */
final class HeatNotice {

  static final List<String> HEADER = List.of("通知编号", "申请编号", "通知类型", "时间", "金额(元)", "内容");

  /** Nobody works on the application any more. */
  static final String WITHDRAWN = "撤回";

  private HeatNotice() {}

  /** What is wrong with the row; names columns, quotes nothing. */
  static Optional<String> fault(CSVRecord row) {
    if (row.size() != HEADER.size()) {
      return Optional.of("应有 " + HEADER.size() + " 列");
    }
    for (var column : List.of("通知编号", "通知类型", "内容")) {
      if (row.get(HEADER.indexOf(column)).isBlank()) {
        return Optional.of("缺少 " + column);
      }
    }
    return Optional.empty();
  }
}
