package org.lianbao.sandbox.heat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The rules for one row of an application file. */
final class HeatRow {

  static final List<String> HEADER =
      List.of(
          "申请编号",
          "户主名称",
          "统一社会信用代码",
          "联系人",
          "联系电话",
          "用热地址",
          "经度",
          "纬度",
          "用热类型",
          "建筑面积(平方米)",
          "供热面积(平方米)",
          "设计热负荷(千瓦)",
          "供暖形式",
          "是否外线",
          "期望供暖日期",
          "备注");

  private static final List<String> REQUIRED =
      List.of("申请编号", "户主名称", "统一社会信用代码", "联系人", "联系电话", "用热地址", "用热类型", "供热面积(平方米)", "是否外线");
  private static final List<String> NUMBERS =
      List.of("经度", "纬度", "建筑面积(平方米)", "供热面积(平方米)", "设计热负荷(千瓦)");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withResolverStyle(ResolverStyle.STRICT);

  private HeatRow() {}

  /** The order number of a row, {@code ""} if it has none. */
  static String orderNo(CSVRecord row) {
    return row.get(0).strip();
  }

  /** What is wrong with the row; names columns, quotes nothing. */
  static Optional<String> fault(CSVRecord row) {
    if (row.size() != HEADER.size()) {
      return Optional.of("应有 " + HEADER.size() + " 列");
    }
    for (var column : REQUIRED) {
      if (value(row, column).isEmpty()) {
        return Optional.of("缺少 " + column);
      }
    }
    if (!orderNo(row).matches("[0-9A-Z-]{1,64}")) {
      return Optional.of("申请编号 只能是数字、大写字母和连字符");
    }
    if (!value(row, "联系电话").matches("[0-9+-]{5,20}")) {
      return Optional.of("联系电话 格式不符（是否被表格软件改成了科学计数法）");
    }
    for (var column : NUMBERS) {
      if (!value(row, column).matches("(-?\\d{1,12}(\\.\\d{1,8})?)?")) {
        return Optional.of(column + " 应为数字");
      }
    }
    if (!List.of("是", "否").contains(value(row, "是否外线"))) {
      return Optional.of("是否外线 应为 是 或 否");
    }
    return isDay(value(row, "期望供暖日期")) ? Optional.empty() : Optional.of("期望供暖日期 应为 yyyy/MM/dd");
  }

  private static String value(CSVRecord row, String column) {
    return row.get(HEADER.indexOf(column)).strip();
  }

  private static boolean isDay(String text) {
    try {
      return text.isEmpty() || LocalDate.parse(text, DAY) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
