package org.lianbao.routing.tables;

import static org.lianbao.shared.TimeColumn.at;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each table has been read, and every row that was taken from it. */
@Component
class TakenRows {

  private static final TypeReference<TreeMap<String, String>> DIGESTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final Clock clock;

  TakenRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The highest sequence number seen, and those below it that were not there. */
  record Mark(long high, Gaps gaps) {}

  /**
   * A row that was taken.
   *
   * @param digests of its columns, by name
   * @param outcome ACCEPTED, TAKEN or FAILED
   */
  record Taken(String key, long seq, Map<String, String> digests, String outcome, String reason) {}

  Optional<Mark> mark(String partner, String table) {
    return jdbc.sql(
            """
            select high, gaps from exchange_mark where partner = :partner and table_name = :table
            """)
        .param("partner", partner)
        .param("table", table)
        .query((row, n) -> new Mark(row.getLong("high"), gaps(row.getString("gaps"))))
        .optional();
  }

  private static Gaps gaps(String text) {
    var ranges = new ArrayList<Gaps.Gap>();
    for (var gap : Json.read(text, JsonNode.class)) {
      ranges.add(
          new Gaps.Gap(
              gap.get(0).asLong(), gap.get(1).asLong(), Instant.parse(gap.get(2).asText())));
    }
    return new Gaps(ranges);
  }

  void keep(String partner, String table, Mark mark) {
    jdbc.sql(
            """
            insert into exchange_mark (partner, table_name, high, gaps)
            values (:partner, :table, :high, :gaps::jsonb)
            on conflict (partner, table_name) do update
            set high = excluded.high, gaps = excluded.gaps
            """)
        .param("partner", partner)
        .param("table", table)
        .param("high", mark.high)
        .param(
            "gaps",
            Json.write(
                mark.gaps.ranges().stream()
                    .map(gap -> List.of(gap.first(), gap.last(), gap.since().toString()))
                    .toList()))
        .update();
  }

  /** Those of these rows that were taken before, by key. */
  Map<String, List<Taken>> known(String partner, String table, Collection<String> keys) {
    var known = new HashMap<String, List<Taken>>();
    jdbc.sql(
            """
            select row_key, seq, columns, outcome, reason from exchange_taken
            where partner = :partner and table_name = :table and row_key = any(:keys::text[])
            order by taken_at
            """)
        .param("partner", partner)
        .param("table", table)
        .param("keys", keys.toArray(String[]::new))
        .query(
            (row, n) ->
                new Taken(
                    row.getString("row_key"),
                    row.getLong("seq"),
                    digests(row.getString("columns")),
                    row.getString("outcome"),
                    row.getString("reason")))
        .list()
        .forEach(taken -> known.computeIfAbsent(taken.key, any -> new ArrayList<>(1)).add(taken));
    return known;
  }

  private static Map<String, String> digests(String text) {
    return Json.mapper().convertValue(Json.read(text, JsonNode.class), DIGESTS);
  }

  /**
   * Takes a row for this transaction.
   *
   * @return whether nobody has taken it before
   */
  boolean take(String partner, String table, Taken row) {
    return jdbc.sql(
                """
                insert into exchange_taken (partner, table_name, row_key, seq, columns, outcome,
                                            reason, taken_at)
                values (:partner, :table, :key, :seq, :columns::jsonb, :outcome, :reason, :now)
                on conflict do nothing
                """)
            .param("partner", partner)
            .param("table", table)
            .param("key", row.key)
            .param("seq", row.seq)
            .param("columns", Json.write(row.digests))
            .param("outcome", row.outcome)
            .param("reason", row.reason)
            .param("now", at(clock.now()))
            .update()
        == 1;
  }

  /** Writes down what came of a row taken in this transaction. */
  void outcome(String partner, String table, Taken row) {
    jdbc.sql(
            """
            update exchange_taken set outcome = :outcome, reason = :reason
            where partner = :partner and table_name = :table and row_key = :key and seq = :seq
            """)
        .param("outcome", row.outcome)
        .param("reason", row.reason)
        .param("partner", partner)
        .param("table", table)
        .param("key", row.key)
        .param("seq", row.seq)
        .update();
  }

  /** Writes down that a row taken earlier now reads otherwise. */
  void edited(String partner, String table, Taken row) {
    jdbc.sql(
            """
            update exchange_taken set columns = :columns::jsonb, edits = edits + 1
            where partner = :partner and table_name = :table and row_key = :key and seq = :seq
            """)
        .param("columns", Json.write(row.digests))
        .param("partner", partner)
        .param("table", table)
        .param("key", row.key)
        .param("seq", row.seq)
        .update();
  }
}
