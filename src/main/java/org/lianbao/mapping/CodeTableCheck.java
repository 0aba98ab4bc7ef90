package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lianbao.shared.Finding;

/**
 * Checks the code tables of one partner: columns, dates, and that a code looked up gives one answer
 * on any day. In which direction a table is looked up is seen in the mappings.
 */
final class CodeTableCheck {

  private static final Set<String> COLUMNS =
      Set.of("canonical", "partner", "label", "from", "to", Csv.ROW, Csv.PROBLEM);

  private final PartnerMappings mappings;
  private final TableUse use;
  private final List<Finding> findings;

  CodeTableCheck(PartnerMappings mappings, TableUse use, List<Finding> findings) {
    this.mappings = mappings;
    this.use = use;
    this.findings = findings;
  }

  void check() {
    var tables = mappings.tables();
    use.tables()
        .forEach(
            (table, place) -> {
              if (!tables.contains(table)) {
                findings.add(
                    Finding.of(
                        place.file(),
                        place.line(),
                        "没有代码表 " + table,
                        "there is no code table " + table,
                        "新建 " + shown(table) + "，或改正表名",
                        "write " + shown(table) + ", or mend the name"));
              }
            });
    tables.forEach(this::table);
  }

  private void table(String table) {
    List<Row> rows = new ArrayList<>();
    try {
      var bytes = Files.readAllBytes(mappings.path("codes/" + table + ".csv"));
      for (var line : Format.CSV.read(bytes, StandardCharsets.UTF_8)) {
        row(table, line, rows);
      }
    } catch (MappingFault | IOException e) {
      told(table, 1, "代码表无法读取：" + e.getMessage(), "cannot be read: " + e.getMessage());
    }
    if (use.forward(table)) {
      unique(table, rows, Row::canonical, "canonical");
    }
    if (use.backward(table)) {
      unique(table, rows, Row::partner, "partner");
    }
  }

  private void row(String table, JsonNode line, List<Row> rows) {
    var number = line.path(Csv.ROW).asInt(1);
    var before = findings.size();
    line.fieldNames()
        .forEachRemaining(
            name -> {
              if (!COLUMNS.contains(name) && number == 2) {
                told(table, 1, "没有这一列：" + name, "unknown column " + name);
              }
            });
    if (line.has(Csv.PROBLEM)) {
      told(table, number, line.get(Csv.PROBLEM).asText(), "the row does not fit the header");
    } else if (line.path("canonical").asText("").isBlank()
        || line.path("partner").asText("").isBlank()) {
      told(table, number, "canonical 和 partner 都要填", "canonical and partner must both be given");
    }
    var from = date(table, number, line, "from", LocalDate.MIN);
    var to = date(table, number, line, "to", LocalDate.MAX);
    if (from.isAfter(to)) {
      told(table, number, "from 晚于 to", "from is later than to");
    }
    if (findings.size() == before) {
      rows.add(
          new Row(number, line.get("canonical").asText(), line.get("partner").asText(), from, to));
    }
  }

  private LocalDate date(
      String table, int number, JsonNode line, String column, LocalDate otherwise) {
    var text = line.path(column).asText("");
    try {
      return text.isBlank() ? otherwise : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      told(
          table,
          number,
          column + " 不是 2026-01-31 这样的日期",
          column + " is no date such as 2026-01-31");
      return otherwise;
    }
  }

  private void unique(String table, List<Row> rows, Function<Row, String> key, String column) {
    Map<String, List<Row>> seen = new HashMap<>();
    for (var row : rows) {
      var same = seen.computeIfAbsent(key.apply(row), k -> new ArrayList<>(1));
      same.stream()
          .filter(row::overlaps)
          .findFirst()
          .ifPresent(
              other ->
                  told(
                      table,
                      row.line(),
                      column + " 的值与第 " + other.line() + " 行重复，生效日期也重叠",
                      "the value of %s is that of line %d, on the same days"
                          .formatted(column, other.line())));
      same.add(row);
    }
  }

  private void told(String table, int line, String zh, String en) {
    findings.add(
        Finding.of(
            shown(table),
            line,
            zh,
            en,
            "改正这一行；列为 canonical,partner,label,from,to",
            "mend this line; the columns are canonical,partner,label,from,to"));
  }

  private String shown(String table) {
    return mappings.shown("codes/" + table + ".csv");
  }

  private record Row(int line, String canonical, String partner, LocalDate from, LocalDate to) {

    boolean overlaps(Row other) {
      return !from.isAfter(other.to) && !other.from.isAfter(to);
    }
  }
}
