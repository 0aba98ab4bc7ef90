package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.ExchangeTables.Answers;
import org.lianbao.partners.ExchangeTables.Column;
import org.lianbao.partners.ExchangeTables.Table;
import org.lianbao.partners.ExchangeTables.Type;
import org.lianbao.routing.tables.PartnerDatabase.Session;
import org.lianbao.shared.Clock;

/** Reads the rows of one table, each as JSON with the declared columns that hold anything. */
final class RowReader {

  private static final String AT_MOST = " limit :limit";
  private static final int LONGEST_TEXT = 100_000;

  private final Session session;
  private final ExchangeTables tables;
  private final Table table;
  private final List<Column> columns;

  RowReader(Session session, Table table) {
    this.session = session;
    this.tables = session.layout().declared();
    this.table = table;
    this.columns = List.copyOf(table.columns().values());
  }

  /**
   * A row as it stands, each text at most one character longer than its column should be.
   *
   * @param key {@code null} if it has none
   * @param fault why it cannot be used, whatever it says; {@code null} if it can
   */
  record Row(String key, long seq, int state, ObjectNode content, String fault) {}

  /** The lowest sequence number there is. */
  Optional<Long> lowest() {
    return session
        .jdbc()
        .sql("select min(%s) from %s".formatted(column(tables.sequence()), name()))
        .query(Long.class)
        .optional();
  }

  List<Row> after(long high, int limit) {
    return session
        .jdbc()
        .sql(select() + " where t.%1$s > :high order by t.%1$s".formatted(sequence()) + AT_MOST)
        .param("high", high)
        .param("limit", limit)
        .query((row, n) -> row(row))
        .list();
  }

  List<Row> in(Gaps gaps, int limit) {
    if (gaps.ranges().isEmpty()) {
      return List.of();
    }
    return session
        .jdbc()
        .sql(
            select()
                + " join unnest(:firsts::bigint[], :lasts::bigint[]) as g(f, l)"
                + " on t.%s between g.f and g.l order by 1".formatted(sequence())
                + AT_MOST)
        .param("firsts", gaps.ranges().stream().map(Gaps.Gap::first).toArray(Long[]::new))
        .param("lasts", gaps.ranges().stream().map(Gaps.Gap::last).toArray(Long[]::new))
        .param("limit", limit)
        .query((row, n) -> row(row))
        .list();
  }

  /** The last rows once more, and all that still stand as new, wherever they are. */
  List<Row> again(long from, long high, int limit) {
    return session
        .jdbc()
        .sql(
            select()
                + " where t.%1$s <= :high and (t.%1$s > :from or t.%2$s = :fresh)"
                    .formatted(sequence(), state())
                + " order by t.%s desc".formatted(sequence())
                + AT_MOST)
        .param("from", from)
        .param("high", high)
        .param("fresh", tables.state().fresh())
        .param("limit", limit)
        .query((row, n) -> row(row))
        .list();
  }

  /** Valid rows whose time in a column is of a stretch, above a sequence number. */
  List<Row> during(String time, Instant from, Instant to, long above, int limit) {
    return session
        .jdbc()
        .sql(
            select()
                + " where t.%s >= :from and t.%s < :to".formatted(column(time), column(time))
                + " and t.%s = :valid".formatted(column(tables.validity().column()))
                + " and t.%1$s > :above order by t.%1$s".formatted(sequence())
                + AT_MOST)
        .param("from", local(time, from))
        .param("to", local(time, to))
        .param("valid", tables.validity().valid())
        .param("above", above)
        .param("limit", limit)
        .query((row, n) -> row(row))
        .list();
  }

  /** Times without an offset are the county's. */
  private Object local(String time, Instant at) {
    var there = at.atZone(Clock.COUNTY);
    return switch (table.columns().get(time).type()) {
      case TIMESTAMPTZ -> there.toOffsetDateTime();
      case DATE -> there.toLocalDate();
      default -> there.toLocalDateTime();
    };
  }

  List<Row> byKey(Collection<String> keys) {
    return session
        .jdbc()
        .sql(select() + " where t.%s = any(:keys::text[])".formatted(column(tables.key())))
        .param("keys", keys.toArray(String[]::new))
        .query((row, n) -> row(row))
        .list();
  }

  /** The key of the row of ours that a row answers. */
  Optional<String> answered(Answers answers, ObjectNode row) {
    if (!answers.by().stream().allMatch(row::hasNonNull)) {
      return Optional.empty();
    }
    var layout = session.layout();
    var other = tables.tables().get(answers.table());
    var where =
        answers.by().stream()
            .map(
                by ->
                    layout.column(other.name(), by) + " = " + Values.cast(other.columns().get(by)))
            .collect(Collectors.joining(" and "));
    var ask =
        session
            .jdbc()
            .sql(
                "select %s from %s where %s and %s = :valid order by %s desc limit 1"
                    .formatted(
                        layout.column(other.name(), tables.key()),
                        layout.table(other.name()),
                        where,
                        layout.column(other.name(), tables.validity().column()),
                        layout.column(other.name(), tables.sequence())))
            .param("valid", tables.validity().valid());
    for (var by : answers.by()) {
      ask = ask.param(by, Values.sql(other.columns().get(by), row.get(by)));
    }
    return ask.query(String.class).optional();
  }

  /** Says in the row's own state columns what became of it, unless somebody has since. */
  void acknowledge(Row row, int state, String reason) {
    var most = table.columns().get(tables.state().reason()).length();
    var shown = reason == null || most == 0 ? reason : cut(reason, most);
    session
        .jdbc()
        .sql(
            "update %s set %s = :state, %s = :reason where %s = :seq and %s = :fresh"
                .formatted(name(), state(), column(tables.state().reason()), sequence(), state()))
        .param("state", state)
        .param("reason", shown)
        .param("seq", row.seq)
        .param("fresh", tables.state().fresh())
        .update();
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }

  private String select() {
    return "select %s from %s t"
        .formatted(columns.stream().map(this::bounded).collect(Collectors.joining(", ")), name());
  }

  /** The partner's column may be longer than declared; what comes over the line may not. */
  private String bounded(Column column) {
    var name = "t." + column(column.name());
    return switch (column.type()) {
      case VARCHAR, TEXT -> "left(%s, %d)".formatted(name, longest(column) + 1);
      default -> name;
    };
  }

  private static int longest(Column column) {
    return column.type() == Type.TEXT ? LONGEST_TEXT : column.length();
  }

  private Row row(ResultSet result) throws SQLException {
    var content = JsonNodeFactory.instance.objectNode();
    String fault = null;
    for (var i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      var value = Values.read(result, i + 1, column);
      if (value != null) {
        content.set(column.name(), value);
      }
      if (value != null && value.isTextual() && tooLong(column, value.textValue())) {
        fault =
            "%s 超过约定的 %d 个字符 / is longer than the %d characters agreed on"
                .formatted(column.name(), longest(column), longest(column));
      }
    }
    if (!content.has(tables.key())) {
      fault = tables.key() + " 为空 / is empty";
    }
    JsonNode state = content.path(tables.state().column());
    return new Row(
        content.path(tables.key()).asText(null),
        content.path(tables.sequence()).asLong(),
        state.asInt(tables.state().fresh()),
        content,
        fault);
  }

  private static boolean tooLong(Column column, String text) {
    return (column.type() == Type.VARCHAR || column.type() == Type.TEXT)
        && text.codePointCount(0, text.length()) > longest(column);
  }

  private String name() {
    return session.layout().table(table.name());
  }

  private String column(String name) {
    return session.layout().column(table.name(), name);
  }

  private String sequence() {
    return column(tables.sequence());
  }

  private String state() {
    return column(tables.state().column());
  }
}
