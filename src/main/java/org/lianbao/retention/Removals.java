package org.lianbao.retention;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was removed, by which rule. */
record Removals(JdbcClient jdbc) {

  /** Whether this hub is the one that removes, for the rest of the transaction. */
  boolean isMine() {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('retention', 1))")
        .query(Boolean.class)
        .single();
  }

  void write(Instant sweep, String by, String rule, Instant before, Portion portion) {
    jdbc.sql(
            """
            insert into removal (swept_at, by_whom, rule, part, before, removed, kept)
            values (:sweep, :by, :rule, :part, :before, :removed, :kept::jsonb)
            on conflict (swept_at, rule, part) do update
            set removed = removal.removed + excluded.removed
            """)
        .param("sweep", at(sweep))
        .param("by", by)
        .param("rule", rule)
        .param("part", portion.part())
        .param("before", at(before))
        .param("removed", portion.removed())
        .param("kept", Json.write(portion.kept()))
        .update();
  }
}
