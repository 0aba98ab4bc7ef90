package org.lianbao.routing.tables;

import java.nio.charset.Charset;
import java.util.Map;
import org.lianbao.partners.ExchangeTables;

/**
 * The tables as the partner's database really calls them: names there may differ in case from those
 * of the manifest.
 *
 * @param charset what the database can hold
 */
record Layout(ExchangeTables declared, Charset charset, Map<String, Names> tables) {

  /** The quoted names of a table and, by their declared names, of its columns. */
  record Names(String table, Map<String, String> columns) {}

  String table(String name) {
    return tables.get(name).table;
  }

  String column(String table, String column) {
    return tables.get(table).columns.get(column);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
