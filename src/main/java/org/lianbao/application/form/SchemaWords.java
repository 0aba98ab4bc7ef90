package org.lianbao.application.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Map;

/** Says for each keyword of JSON Schema what is wrong and how to mend it, Chinese and English. */
final class SchemaWords {

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "文字（加引号）",
          "number", "数字（不加引号）",
          "integer", "整数（不加引号）",
          "boolean", "true 或 false（不加引号）",
          "array", "列表 […]",
          "object", "一组字段 {…}");

  /** A fault in words; the field's label goes before it. */
  record Told(String code, String zh, String en) {}

  Told of(String keyword, Form.Field field) {
    var limit = field.keyword(keyword);
    var bound = plain(limit);
    var unit = field.mark("x-unit");
    var told =
        switch (keyword) {
          case "type" ->
              new Told(
                  "TYPE",
                  "类型不对，应为" + TYPES.getOrDefault(bound, bound),
                  "wrong type, must be " + bound);
          case "enum", "const" ->
              new Told("NOT_IN_LIST", "不在可选值之内，可选：" + list(limit), "must be one of " + list(limit));
          case "pattern" -> new Told("FORMAT", "格式不对", "wrong format");
          case "format" -> format(bound);
          case "maxLength" -> new Told("TOO_LONG", "最多 " + bound + " 个字", "at most " + bound);
          case "minLength" -> new Told("TOO_SHORT", "至少 " + bound + " 个字", "at least " + bound);
          case "maximum" ->
              new Told("TOO_LARGE", "不能大于 " + bound + unit, "must be at most " + bound + unit);
          case "minimum" ->
              new Told("TOO_SMALL", "不能小于 " + bound + unit, "must be at least " + bound + unit);
          case "exclusiveMinimum" ->
              new Told("TOO_SMALL", "须大于 " + bound + unit, "must be above " + bound + unit);
          case "multipleOf" -> places(limit);
          case "maxItems" -> new Told("TOO_MANY", "最多 " + bound + " 项", "at most " + bound);
          case "minItems" -> new Told("TOO_FEW", "至少 " + bound + " 项", "at least " + bound);
          case "uniqueItems" -> new Told("REPEATED", "有重复项，每项只填一次", "each item only once");
          default -> new Told("INVALID", "不符合表单要求", "does not fit the form");
        };
    return hinted(told, field);
  }

  private static Told hinted(Told told, Form.Field field) {
    var zh = field.mark("x-hint");
    var en = field.mark("x-hint-en");
    return new Told(
        told.code(),
        zh.isEmpty() ? told.zh() : told.zh() + "（" + zh + "）",
        en.isEmpty() ? told.en() : told.en() + " (" + en + ")");
  }

  private static Told format(String format) {
    return switch (format) {
      case "date" -> new Told("FORMAT", "须为日期，例如 2026-11-09", "must be a date such as 2026-11-09");
      case "date-time" ->
          new Told(
              "FORMAT",
              "须为带时区的日期时间，例如 2026-11-09T10:12:30+08:00",
              "must be a date and time with offset such as 2026-11-09T10:12:30+08:00");
      case "email" -> new Told("FORMAT", "不是有效的电子邮箱", "must be an e-mail address");
      default -> new Told("FORMAT", "格式不对", "must be a valid " + format);
    };
  }

  private static Told places(JsonNode step) {
    var places = step.decimalValue().stripTrailingZeros().scale();
    return new Told(
        "TOO_PRECISE", "最多 " + places + " 位小数", "at most " + places + " decimal places");
  }

  private static String plain(JsonNode limit) {
    return limit.isNumber() ? limit.decimalValue().toPlainString() : limit.asText();
  }

  private static String list(JsonNode values) {
    var all = new ArrayList<String>();
    values.forEach(value -> all.add(value.asText()));
    return String.join(", ", all);
  }
}
