package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.partners.ExchangeTables.Column;
import org.lianbao.partners.ExchangeTables.Table;
import org.lianbao.partners.ExchangeTables.Type;

/**
 * Whether the rows a mapping made fit the columns they are for. All that does not is told at once,
 * with table, row, column and mend, before anything is written; no value is quoted.
 */
final class RowFit {

  private final Charset charset;
  private final List<String> faults = new ArrayList<>();

  RowFit(Charset charset) {
    this.charset = charset;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Checks a row; {@code number} counts the rows of its table from 1. */
  void row(Table table, int number, JsonNode row, List<String> notTheMappings) {
    var at = table.name() + "[" + number + "]";
    if (!row.isObject()) {
      told(at, "不是一行", "is no row", "给出列名和值", "give columns and values");
      return;
    }
    for (var field : row.properties()) {
      var column = table.columns().get(field.getKey());
      if (column == null || notTheMappings.contains(field.getKey())) {
        told(
            at + "." + field.getKey(),
            column == null ? "清单里没有这一列" : "这一列由枢纽填写",
            column == null ? "the manifest declares no such column" : "the hub fills this column",
            "从映射删去，或在清单里声明",
            "remove it from the mapping, or declare it");
      } else if (!field.getValue().isNull()) {
        value(at + "." + column.name(), column, field.getValue());
      }
    }
    for (var column : table.columns().values()) {
      var value = row.path(column.name());
      if (column.required()
          && !notTheMappings.contains(column.name())
          && (value.isMissingNode() || value.isNull() || value.asText().isBlank())) {
        told(
            at + "." + column.name(),
            "必填而没有值",
            "is required and has no value",
            "在映射里补上",
            "let the mapping give it");
      }
    }
  }

  private void value(String at, Column column, JsonNode value) {
    switch (column.type()) {
      case VARCHAR, TEXT -> text(at, column, value);
      case SMALLINT, INTEGER, BIGINT -> whole(at, column, value);
      case NUMERIC -> number(at, column, value);
      case DATE -> time(at, value, LocalDate::parse, "2026-11-09");
      case TIMESTAMP, TIMESTAMPTZ ->
          time(at, value, OffsetDateTime::parse, "2026-11-09T10:15:00+08:00");
    }
  }

  private void text(String at, Column column, JsonNode value) {
    if (!value.isTextual()) {
      told(at, "应为文字", "must be text", "用 $string(…)", "use $string(…)");
      return;
    }
    var text = value.textValue();
    var length = text.codePointCount(0, text.length());
    if (column.type() == Type.VARCHAR && length > column.length()) {
      told(
          at,
          "有 %d 个字符，最多 %d 个".formatted(length, column.length()),
          "has %d characters, at most %d fit".formatted(length, column.length()),
          "用 $truncate(…, %d)，或与对方商定加长".formatted(column.length()),
          "use $truncate(…, %d), or agree on a wider column".formatted(column.length()));
    }
    var bad = unwritable(text);
    if (bad >= 0) {
      told(
          at,
          "第 %d 个字符 %s 在对方库的字符集 %s 里没有".formatted(bad + 1, code(text, bad), charset),
          "character %d, %s, is not in the database's charset %s"
              .formatted(bad + 1, code(text, bad), charset),
          "在映射里替换",
          "replace it in the mapping");
    }
  }

  /** The first character the database cannot hold, counted from 0; −1 if it holds all. */
  private int unwritable(String text) {
    var encoder = charset.newEncoder();
    var at = 0;
    for (var i = 0; i < text.length(); at++) {
      var point = text.codePointAt(i);
      var width = Character.charCount(point);
      if (point == 0 || !encoder.canEncode(text.substring(i, i + width))) {
        return at;
      }
      i += width;
    }
    return -1;
  }

  private static String code(String text, int at) {
    return "U+%04X".formatted(text.codePointAt(text.offsetByCodePoints(0, at)));
  }

  private void whole(String at, Column column, JsonNode value) {
    var bits =
        switch (column.type()) {
          case SMALLINT -> 15;
          case INTEGER -> 31;
          default -> 63;
        };
    var number = value.isNumber() ? new BigDecimal(value.asText()).stripTrailingZeros() : null;
    if (number == null || number.scale() > 0 || number.toBigInteger().bitLength() > bits) {
      told(
          at,
          "应为整数 " + column.words(),
          "must be a whole number, " + column.words(),
          "用 $number(…)",
          "use $number(…)");
    }
  }

  private void number(String at, Column column, JsonNode value) {
    if (!value.isNumber()) {
      told(at, "应为数字", "must be a number", "用 $number(…)", "use $number(…)");
      return;
    }
    var number = new BigDecimal(value.asText()).stripTrailingZeros();
    var digits = number.precision() - number.scale();
    if (number.scale() > column.scale() || digits > column.length() - column.scale()) {
      told(
          at,
          "数字放不进 " + column.words(),
          "the number does not fit " + column.words(),
          "用 $round(…, %d)，并核对单位".formatted(column.scale()),
          "use $round(…, %d), and check the unit".formatted(column.scale()));
    }
  }

  private interface Reading {
    Object read(CharSequence text);
  }

  private void time(String at, JsonNode value, Reading reading, String example) {
    try {
      reading.read(value.isTextual() ? value.textValue() : "");
    } catch (DateTimeException e) {
      told(
          at,
          "时间应写成 " + example,
          "a time must be written as " + example,
          "用 $time(…)",
          "use $time(…)");
    }
  }

  private void told(String where, String zh, String en, String mendZh, String mendEn) {
    faults.add("%s：%s → %s / %s: %s → %s".formatted(where, zh, mendZh, where, en, mendEn));
  }
}
