package org.lianbao.alerts;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.alerts.KeptAlert.Cause;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts as they are kept. */
record AlertTable(JdbcClient jdbc) {

  /** Takes the place of the one hub that looks, for the rest of the transaction, if it is free. */
  boolean isMine() {
    return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('alerts', 1))")
        .query(Boolean.class)
        .single();
  }

  List<KeptAlert> open() {
    return jdbc.sql("select * from alert where cleared_at is null order by opened_no")
        .query(AlertTable::alert)
        .list();
  }

  long countOpen() {
    return jdbc.sql("select count(*) from alert where cleared_at is null")
        .query(Long.class)
        .single();
  }

  List<KeptAlert> cleared(Instant since, int limit) {
    return jdbc.sql(
            """
            select * from alert where cleared_at >= :since order by cleared_no desc limit :limit
            """)
        .param("since", at(since))
        .param("limit", limit)
        .query(AlertTable::alert)
        .list();
  }

  void open(Cause cause, Seen seen, Instant now) {
    jdbc.sql(
            """
            insert into alert (kind, partner, watch, since, opened_at, seen_at, troubles, about, facts)
            values (:kind, :partner, :watch, :since, :now, :now, :count, :about, :facts::jsonb)
            """)
        .param("kind", cause.kind())
        .param("partner", cause.partner())
        .param("watch", seen.watch())
        .param("since", at(seen.since()))
        .param("now", at(now))
        .param("count", seen.count())
        .param("about", seen.about().toArray(String[]::new))
        .param("facts", Json.write(seen.facts()))
        .update();
  }

  void stillThere(long id, Seen seen, Instant now) {
    jdbc.sql(
            """
            update alert set watch = :watch, since = least(since, :since), seen_at = :now,
              troubles = :count, about = :about, facts = :facts::jsonb
            where alert_id = :id
            """)
        .param("watch", seen.watch())
        .param("since", at(seen.since()))
        .param("now", at(now))
        .param("count", seen.count())
        .param("about", seen.about().toArray(String[]::new))
        .param("facts", Json.write(seen.facts()))
        .param("id", id)
        .update();
  }

  void clear(long id, Instant now) {
    jdbc.sql(
            """
            update alert set cleared_at = :now, cleared_no = nextval('alert_news')
            where alert_id = :id
            """)
        .param("now", at(now))
        .param("id", id)
        .update();
  }

  /** What happened after this number, in order. */
  List<KeptAlert> after(long no, int limit) {
    return jdbc.sql(
            """
            select * from alert where opened_no > :no or cleared_no > :no
            order by opened_no limit :limit
            """)
        .param("no", no)
        .param("limit", limit)
        .query(AlertTable::alert)
        .list();
  }

  long countAfter(long no) {
    return jdbc.sql("select count(*) from alert where opened_no > :no or cleared_no > :no")
        .param("no", no)
        .query(Long.class)
        .single();
  }

  /** The number of the latest that happened; 0 if nothing did. */
  long latest() {
    return jdbc.sql("select coalesce(greatest(max(opened_no), max(cleared_no)), 0) from alert")
        .query(Long.class)
        .single();
  }

  private static KeptAlert alert(ResultSet row, int n) throws SQLException {
    return new KeptAlert(
        row.getLong("alert_id"),
        new Cause(row.getString("kind"), row.getString("partner")),
        row.getString("watch"),
        time(row, "since"),
        time(row, "opened_at"),
        time(row, "seen_at"),
        time(row, "cleared_at"),
        row.getLong("troubles"),
        List.of((String[]) row.getArray("about").getArray()),
        facts(row.getString("facts")),
        row.getLong("opened_no"),
        row.getLong("cleared_no"));
  }

  private static Map<String, String> facts(String json) {
    var facts = new LinkedHashMap<String, String>();
    Json.read(json, JsonNode.class)
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
    return facts;
  }
}
