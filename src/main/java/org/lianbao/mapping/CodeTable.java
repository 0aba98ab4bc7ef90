package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A code table of one partner: CSV with the columns {@code canonical,partner} and, as wanted,
 * {@code label,from,to}; dates are ISO, both ends included. Where several rows fit, the first one
 * counts.
 */
final class CodeTable {

  private final Map<String, List<Row>> byCanonical = new HashMap<>();
  private final Map<String, List<Row>> byPartner = new HashMap<>();

  private CodeTable() {}

  static CodeTable read(String name, String text) {
    var table = new CodeTable();
    for (var line :
        Format.CSV.read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)) {
      if (line.has(Csv.PROBLEM) || !line.has("canonical") || !line.has("partner")) {
        throw new MappingFault(
            "mappings/%s, line %s: the columns are canonical,partner,label,from,to"
                .formatted(name, line.path(Csv.ROW).asText()));
      }
      var row =
          new Row(
              line.get("canonical").asText(),
              line.get("partner").asText(),
              date(name, line, "from", LocalDate.MIN),
              date(name, line, "to", LocalDate.MAX));
      table.byCanonical.computeIfAbsent(row.canonical(), k -> new ArrayList<>(1)).add(row);
      table.byPartner.computeIfAbsent(row.partner(), k -> new ArrayList<>(1)).add(row);
    }
    return table;
  }

  /** The partner's code on this day, or {@code null}. */
  String partner(String canonical, LocalDate day) {
    var row = find(byCanonical, canonical, day);
    return row == null ? null : row.partner();
  }

  /** The canonical code on this day, or {@code null}. */
  String canonical(String partner, LocalDate day) {
    var row = find(byPartner, partner, day);
    return row == null ? null : row.canonical();
  }

  private static Row find(Map<String, List<Row>> rows, String key, LocalDate day) {
    for (var row : rows.getOrDefault(key, List.of())) {
      if (!day.isBefore(row.from()) && !day.isAfter(row.to())) {
        return row;
      }
    }
    return null;
  }

  private static LocalDate date(String name, JsonNode line, String column, LocalDate otherwise) {
    var text = line.path(column).asText("");
    try {
      return text.isBlank() ? otherwise : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new MappingFault(
          "mappings/%s, line %s: %s is not a date such as 2026-01-31"
              .formatted(name, line.path(Csv.ROW).asText(), column),
          e);
    }
  }

  private record Row(String canonical, String partner, LocalDate from, LocalDate to) {}
}
