package org.lianbao.retention;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of which single rows are removed, a thousand at a time.
 *
 * @param table a table that is not partitioned, or one partition
 * @param column its time
 * @param why SQL over a row {@code m}: the reason why it stays, {@code null} where it may go
 */
record Rows(JdbcClient jdbc, String part, String table, String column, String why) {

  private static final int BATCH = 1_000;

  /** What is older than this, if anything is. */
  Optional<Portion> look(Instant before) {
    return counted(jdbc, part, table, why, column + " < :before", before);
  }

  Optional<Portion> step(Instant before) {
    var removed =
        jdbc.sql(
                """
                delete from %1$s where ctid = any (array(
                  select m.ctid from %1$s m where m.%2$s < :before and (%3$s) is null
                  limit %4$d for update of m skip locked))
                """
                    .formatted(table, column, why, BATCH))
            .param("before", at(before))
            .update();
    return removed == 0 ? Optional.empty() : Optional.of(new Portion(part, removed, Map.of()));
  }

  static Optional<Portion> counted(
      JdbcClient jdbc, String part, String table, String why, String which, Instant before) {
    var removed = new long[1];
    var kept = new TreeMap<String, Long>();
    jdbc.sql(
            """
            select why, count(*) from (select (%s) as why from %s m where %s) rows group by why
            """
                .formatted(why, table, which))
        .param("before", at(before))
        .query(
            row -> {
              if (row.getString(1) == null) {
                removed[0] = row.getLong(2);
              } else {
                kept.put(row.getString(1), row.getLong(2));
              }
            });
    return removed[0] == 0 && kept.isEmpty()
        ? Optional.empty()
        : Optional.of(new Portion(part, removed[0], kept));
  }
}
