package org.lianbao.routing.tables;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.ExchangeTables.Column;
import org.lianbao.partners.ExchangeTables.Table;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the tables of a database with those the manifest declares, before the first row moves.
 * Every difference that would keep a row from moving, or make it slow, is told in words.
 */
final class LayoutCheck {

  private static final Pattern TYPE =
      Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?( with(?:out)? time zone)?");
  private static final List<String> WHOLE = List.of("smallint", "integer", "bigint");

  private final ExchangeTables declared;
  private final Map<String, Map<String, Found>> there = new HashMap<>();
  private final Map<String, String> tableNames = new HashMap<>();
  private final Set<String> indexed = new HashSet<>();
  private final List<String> findings = new ArrayList<>();

  private LayoutCheck(ExchangeTables declared) {
    this.declared = declared;
  }

  /** A column of the database. */
  private record Found(
      String table,
      String name,
      String type,
      boolean notNull,
      boolean filled,
      boolean select,
      boolean insert,
      boolean update,
      boolean sequence) {}

  /** What came of a check: a layout if there are no findings. */
  record Result(Optional<Layout> layout, List<String> findings) {}

  static Result check(JdbcClient jdbc, ExchangeTables declared) {
    var check = new LayoutCheck(declared);
    check.read(jdbc);
    declared.tables().values().forEach(check::table);
    return check.findings.isEmpty()
        ? new Result(Optional.of(check.layout(charset(jdbc))), List.of())
        : new Result(Optional.empty(), List.copyOf(check.findings));
  }

  private void read(JdbcClient jdbc) {
    jdbc.sql(
            """
            select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type,
                   a.attnotnull, a.atthasdef or a.attidentity <> '' as filled,
                   has_column_privilege(c.oid, a.attnum, 'SELECT') as sel,
                   has_column_privilege(c.oid, a.attnum, 'INSERT') as ins,
                   has_column_privilege(c.oid, a.attnum, 'UPDATE') as upd,
                   not a.atthasdef or coalesce(has_sequence_privilege(
                     pg_get_serial_sequence(c.oid::regclass::text, a.attname), 'USAGE'), true) as seq
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where lower(n.nspname) = lower(:schema) and c.relkind in ('r', 'p', 'v', 'f')
              and has_schema_privilege(n.oid, 'USAGE')
            """)
        .param("schema", declared.schema())
        .query(
            (row, n) -> {
              var table = row.getString("relname");
              tableNames.put(
                  upper(table),
                  Layout.quoted(row.getString("nspname")) + "." + Layout.quoted(table));
              return there
                  .computeIfAbsent(upper(table), any -> new HashMap<>())
                  .put(
                      upper(row.getString("attname")),
                      new Found(
                          table,
                          row.getString("attname"),
                          row.getString("type"),
                          row.getBoolean("attnotnull"),
                          row.getBoolean("filled"),
                          row.getBoolean("sel"),
                          row.getBoolean("ins"),
                          row.getBoolean("upd"),
                          row.getBoolean("seq")));
            })
        .list();
    jdbc.sql(
            """
            select c.relname || '.' || a.attname
            from pg_index i
            join pg_class c on c.oid = i.indrelid
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where lower(n.nspname) = lower(:schema) and i.indpred is null
            """)
        .param("schema", declared.schema())
        .query(String.class)
        .list()
        .forEach(column -> indexed.add(upper(column)));
  }

  private void table(Table table) {
    var columns = there.get(upper(table.name()));
    if (columns == null) {
      told(
          table.name(),
          "没有这张表，或账号无权使用模式 " + declared.schema(),
          "there is no such table, or the account may not use the schema " + declared.schema(),
          "请对方建表并授权",
          "have it created and granted");
      return;
    }
    for (var column : table.columns().values()) {
      var found = columns.get(upper(column.name()));
      if (found == null) {
        told(
            at(table, column.name()),
            "没有这一列",
            "there is no such column",
            "请对方加列 " + column.words() + "，或从清单删去",
            "have it added as " + column.words() + ", or remove it from the manifest");
      } else {
        type(table, column, found);
        privileges(table, column, found);
      }
    }
    if (table.writtenByHub()) {
      columns.values().forEach(found -> mustBeFilled(table, found));
    }
    if (!indexed.contains(upper(table.name() + "." + declared.sequence()))) {
      told(
          at(table, declared.sequence()),
          "流水号列没有索引，读取会越来越慢",
          "the sequence column has no index, so reading gets slower and slower",
          "请对方为它建索引",
          "have an index made on it");
    }
  }

  private void type(Table table, Column column, Found found) {
    var actual = TYPE.matcher(found.type);
    var kind = actual.matches() ? actual.group(1) : found.type;
    var zoned = actual.matches() && " with time zone".equals(actual.group(4));
    var length =
        actual.matches() && actual.group(2) != null ? Integer.parseInt(actual.group(2)) : 0;
    var scale = actual.matches() && actual.group(3) != null ? Integer.parseInt(actual.group(3)) : 0;
    var right =
        switch (column.type()) {
          case VARCHAR, TEXT -> kind.equals("character varying") || kind.equals("text");
          case SMALLINT, INTEGER, BIGINT -> WHOLE.contains(kind) || kind.equals("numeric");
          case NUMERIC -> kind.equals("numeric");
          case DATE -> kind.equals("date");
          case TIMESTAMP -> kind.equals("timestamp") && !zoned;
          case TIMESTAMPTZ -> kind.equals("timestamp") && zoned;
        };
    if (!right) {
      told(
          at(table, column.name()),
          "类型是 " + found.type + "，应为 " + column.words(),
          "its type is " + found.type + ", it should be " + column.words(),
          "请对方改列，或改清单",
          "have the column changed, or mend the manifest");
    } else if (table.writtenByHub() && tooShort(column, kind, length, scale)) {
      told(
          at(table, column.name()),
          "容不下：类型是 " + found.type + "，应为 " + column.words(),
          "too short: its type is " + found.type + ", it should be " + column.words(),
          "请对方加长，或在清单里写短",
          "have it widened, or declare it shorter in the manifest");
    }
  }

  private static boolean tooShort(Column column, String kind, int length, int scale) {
    return switch (column.type()) {
      case VARCHAR -> length > 0 && length < column.length();
      case TEXT -> length > 0;
      case NUMERIC ->
          length > 0
              && (scale < column.scale() || length - scale < column.length() - column.scale());
      case SMALLINT, INTEGER, BIGINT ->
          WHOLE.contains(kind)
              && WHOLE.indexOf(kind) < WHOLE.indexOf(column.type().name().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }

  private void privileges(Table table, Column column, Found found) {
    if (!found.select) {
      denied(table, column.name(), "SELECT");
    }
    var isSequence = column.name().equals(declared.sequence());
    if (table.writtenByHub() && !isSequence && !found.insert) {
      denied(table, column.name(), "INSERT");
    }
    if (table.writtenByHub() && isSequence && !found.sequence) {
      denied(table, column.name(), "USAGE ON SEQUENCE");
    }
    var state = declared.state();
    var acknowledged = column.name().equals(state.column()) || column.name().equals(state.reason());
    if (!table.writtenByHub() && acknowledged && !found.update) {
      denied(table, column.name(), "UPDATE");
    }
  }

  private void denied(Table table, String column, String privilege) {
    told(
        at(table, column),
        "账号没有 " + privilege + " 权限",
        "the account lacks the privilege " + privilege,
        "请对方授权",
        "have it granted");
  }

  /** A column nobody declared must be able to fill itself. */
  private void mustBeFilled(Table table, Found found) {
    var column =
        table.columns().values().stream()
            .filter(each -> upper(each.name()).equals(upper(found.name)))
            .findFirst();
    var given = column.isPresent() && (column.get().required() || isKept(column.get().name()));
    if (found.notNull && !found.filled && !given) {
      told(
          at(table, found.name),
          "不许为空，又没有缺省值，清单也没有写明必填",
          "it may not be empty, has no default, and the manifest does not require it",
          "在清单里声明为 required，或请对方给缺省值",
          "declare it required in the manifest, or have a default given");
    }
  }

  /** Columns that {@link RowWriter} fills by itself. */
  private boolean isKept(String column) {
    return List.of(declared.key(), declared.state().column(), declared.validity().column())
        .contains(column);
  }

  private Layout layout(Charset charset) {
    var tables = new HashMap<String, Layout.Names>();
    for (var table : declared.tables().values()) {
      var columns = new HashMap<String, String>();
      for (var column : table.columns().keySet()) {
        columns.put(column, Layout.quoted(there.get(upper(table.name())).get(upper(column)).name));
      }
      tables.put(table.name(), new Layout.Names(tableNames.get(upper(table.name())), columns));
    }
    return new Layout(declared, charset, tables);
  }

  /** What the database holds text in; one Java does not know is left to the database to judge. */
  private static Charset charset(JdbcClient jdbc) {
    var name = jdbc.sql("show server_encoding").query(String.class).single();
    try {
      return Charset.forName(name.equals("EUC_CN") ? "GB2312" : name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static String at(Table table, String column) {
    return table.name() + "." + column;
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private void told(String where, String zh, String en, String mendZh, String mendEn) {
    findings.add("%s：%s → %s / %s: %s → %s".formatted(where, zh, mendZh, where, en, mendEn));
  }
}
