package org.lianbao.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was removed, by which rule. */
record Removals(JdbcClient jdbc) {

  private static final int LOCK = 0x6b656570;

  /** Whether this hub is the one that removes, for the rest of the transaction. */
  boolean isMine() {
    return jdbc.sql("select pg_try_advisory_xact_lock(:lock, 0)")
        .param("lock", LOCK)
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
        .param("sweep", sweep.atOffset(ZoneOffset.UTC))
        .param("by", by)
        .param("rule", rule)
        .param("part", portion.part())
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("removed", portion.removed())
        .param("kept", Json.write(portion.kept()))
        .update();
  }
}
