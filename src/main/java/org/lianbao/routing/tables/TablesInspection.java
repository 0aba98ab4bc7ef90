package org.lianbao.routing.tables;

import java.util.List;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;

/** Exchange tables for people: what is wrong with them, and the SQL that makes them. */
public final class TablesInspection {

  private TablesInspection() {}

  /**
   * Compares the tables of a partner's database with its manifest.
   *
   * @param partner one that declares exchange tables
   * @return every difference in words; empty if rows can move
   */
  public static List<String> findings(Partner partner, PartnerSettings settings) {
    var tables = partner.tables().orElseThrow();
    try (var database = new PartnerDatabase(partner.slug(), tables, settings)) {
      return database.findings();
    } catch (TablesFault e) {
      return List.of(e.getMessage());
    }
  }

  /** The statements of PostgreSQL that make the tables as declared. */
  public static String sql(ExchangeTables tables) {
    var sql = new StringBuilder("create schema if not exists %s;\n".formatted(tables.schema()));
    tables.tables().values().forEach(table -> sql.append(sql(tables, table)));
    return sql.toString();
  }

  private static String sql(ExchangeTables tables, ExchangeTables.Table table) {
    var name = tables.schema() + "." + table.name();
    var sql =
        new StringBuilder(
            "\n-- %s / %s\ncreate table %s (".formatted(table.zh(), table.en(), name));
    var comma = "";
    for (var column : table.columns().values()) {
      sql.append("%s\n  %s %s".formatted(comma, column.name(), definition(tables, column)));
      comma = ",";
    }
    sql.append(");\n");
    if (!table.identity().isEmpty()) {
      sql.append("create index on %s (%s);\n".formatted(name, String.join(", ", table.identity())));
    }
    table
        .answers()
        .ifPresent(
            answers ->
                sql.append(
                    "create index on %s (%s);\n".formatted(name, String.join(", ", answers.by()))));
    return sql.toString();
  }

  private static String definition(ExchangeTables tables, ExchangeTables.Column column) {
    var name = column.name();
    if (name.equals(tables.sequence())) {
      return "bigserial primary key";
    }
    if (name.equals(tables.key())) {
      return column.words() + " not null unique";
    }
    if (name.equals(tables.state().column())) {
      return column.words() + " not null default " + tables.state().fresh();
    }
    if (name.equals(tables.validity().column())) {
      return column.words() + " not null default " + tables.validity().valid();
    }
    return column.words() + (column.required() ? " not null" : "");
  }
}
