package org.lianbao.silence;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was reckoned of the past. */
record PastTable(JdbcClient jdbc) {

  List<Past> all() {
    return jdbc.sql("select partner, kind, step, answers, seconds, working_days from silence_past")
        .query(Past.class)
        .list();
  }

  /** Whether something was reckoned at this time or later. */
  boolean freshFrom(Instant time) {
    return jdbc.sql("select exists (select 1 from silence_past where reckoned_at >= :time)")
        .param("time", at(time))
        .query(Boolean.class)
        .single();
  }

  /** Puts these in place of all that is kept. */
  void replace(List<Past> past, Instant now) {
    jdbc.sql(
            """
            with gone as (
              delete from silence_past p where not exists (
                select 1 from unnest(:partners::text[], :kinds::text[], :steps::text[])
                     as r (partner, kind, step)
                where (r.partner, r.kind, r.step) = (p.partner, p.kind, p.step)))
            insert into silence_past
              (partner, kind, step, answers, seconds, working_days, reckoned_at)
            select r.*, :now from unnest(
              :partners::text[], :kinds::text[], :steps::text[], :answers::int[],
              :seconds::float8[], :days::float8[]) r
            on conflict (partner, kind, step) do update
            set answers = excluded.answers, seconds = excluded.seconds,
                working_days = excluded.working_days, reckoned_at = excluded.reckoned_at
            """)
        .param("partners", column(past, Past::partner).toArray(String[]::new))
        .param("kinds", column(past, Past::kind).toArray(String[]::new))
        .param("steps", column(past, Past::step).toArray(String[]::new))
        .param("answers", column(past, Past::answers).toArray(Integer[]::new))
        .param("seconds", column(past, Past::seconds).toArray(Double[]::new))
        .param("days", column(past, Past::workingDays).toArray(Double[]::new))
        .param("now", at(now))
        .update();
  }

  private static <T> List<T> column(List<Past> past, Function<Past, T> of) {
    return past.stream().map(of).toList();
  }
}
