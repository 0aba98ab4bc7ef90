package org.lianbao.partners;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The text of {@code tables:} in a manifest, once it fits the schema. */
record TablesText(
    String schema,
    String key,
    String sequence,
    StateText state,
    ValidityText validity,
    Map<String, String> common,
    Map<String, TableText> each) {

  private static final Pattern COLUMN =
      Pattern.compile("([a-z]+)(?:\\((\\d+)(?:,(\\d+))?\\))?( required)?");

  record StateText(
      String column,
      @JsonProperty("new") int fresh,
      int taken,
      int accepted,
      List<Integer> failed,
      String reason) {}

  record ValidityText(String column, int valid, int invalid, String reason) {}

  record TableText(
      String zh,
      String en,
      String writer,
      List<String> identity,
      Set<String> unimportant,
      AnswersText answers,
      Map<String, String> columns) {}

  record AnswersText(String table, List<String> by) {}

  ExchangeTables tables() {
    var tables = new LinkedHashMap<String, ExchangeTables.Table>();
    each.forEach((name, text) -> tables.put(name, table(name, text)));
    return new ExchangeTables(
        schema,
        key,
        sequence,
        new ExchangeTables.State(
            state.column, state.fresh, state.taken, state.accepted, state.failed, state.reason),
        new ExchangeTables.Validity(
            validity.column, validity.valid, validity.invalid, validity.reason),
        tables);
  }

  private ExchangeTables.Table table(String name, TableText text) {
    var columns = new LinkedHashMap<String, ExchangeTables.Column>();
    common.forEach((column, words) -> columns.put(column, column(column, words)));
    text.columns.forEach((column, words) -> columns.put(column, column(column, words)));
    return new ExchangeTables.Table(
        name,
        text.zh,
        text.en,
        "hub".equals(text.writer),
        text.identity == null ? List.of() : text.identity,
        text.unimportant == null ? Set.of() : text.unimportant,
        Optional.ofNullable(text.answers).map(a -> new ExchangeTables.Answers(a.table, a.by)),
        columns);
  }

  private static ExchangeTables.Column column(String name, String words) {
    var found = COLUMN.matcher(words);
    if (!found.matches()) {
      throw new IllegalArgumentException("the schema lets no such type through: " + words);
    }
    return new ExchangeTables.Column(
        name,
        ExchangeTables.Type.valueOf(found.group(1).toUpperCase(Locale.ROOT)),
        found.group(2) == null ? 0 : Integer.parseInt(found.group(2)),
        found.group(3) == null ? 0 : Integer.parseInt(found.group(3)),
        found.group(4) != null);
  }
}
