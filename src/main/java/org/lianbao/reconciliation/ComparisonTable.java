package org.lianbao.reconciliation;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lianbao.reconciliation.Comparison.Counts;
import org.lianbao.reconciliation.Comparison.State;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comparisons and what they found. */
record ComparisonTable(JdbcClient jdbc, NamedParameterJdbcTemplate batch) {

  private static final String COMPARISONS =
      """
      select r.*, (select count(*) from reconciliation_difference d
                   where d.partner = r.partner and d.day = r.day) as differences
      from reconciliation r
      """;

  void start(String partner, LocalDate day, Instant now) {
    jdbc.sql(
            """
            insert into reconciliation (partner, day, state, started_at)
            values (:partner, :day, 'RUNNING', :now)
            on conflict (partner, day) do update
            set state = 'RUNNING', started_at = :now, ended_at = null, reason = null
            """)
        .param("partner", partner)
        .param("day", day)
        .param("now", at(now))
        .update();
  }

  void fail(String partner, LocalDate day, Instant now, String reason) {
    jdbc.sql(
            """
            update reconciliation set state = 'FAILED', ended_at = :now, reason = :reason
            where partner = :partner and day = :day
            """)
        .param("partner", partner)
        .param("day", day)
        .param("now", at(now))
        .param("reason", reason)
        .update();
  }

  void done(String partner, LocalDate day, Instant now, Counts counts) {
    jdbc.sql(
            """
            update reconciliation
            set state = 'DONE', ended_at = :now, pushed = :pushed, delivered = :delivered,
                on_the_way = :onTheWay, acknowledged = :acknowledged, statuses = :statuses,
                young = :young
            where partner = :partner and day = :day
            """)
        .param("partner", partner)
        .param("day", day)
        .param("now", at(now))
        .param("pushed", counts.pushed())
        .param("delivered", counts.delivered())
        .param("onTheWay", counts.onTheWay())
        .param("acknowledged", counts.acknowledged())
        .param("statuses", counts.statuses())
        .param("young", counts.young())
        .update();
  }

  /** Writes down differences; one that was found before keeps the time it was found first. */
  void found(String partner, LocalDate day, Instant now, List<Found> differences) {
    batch.batchUpdate(
        """
        insert into reconciliation_difference
          (partner, day, about, what, case_no, ours, theirs, act, orders, since, seen)
        values (:partner, :day, :about, :what, :caseNo, :ours, :theirs, :act,
                string_to_array(:orders, ' '), :now, true)
        on conflict (partner, day, about, what) do update
        set case_no = excluded.case_no, ours = excluded.ours, theirs = excluded.theirs,
            act = excluded.act, orders = excluded.orders, seen = true
        """,
        differences.stream()
            .map(
                each ->
                    new MapSqlParameterSource()
                        .addValue("partner", partner)
                        .addValue("day", day)
                        .addValue("about", each.about())
                        .addValue("what", each.what().name())
                        .addValue("caseNo", each.caseNo())
                        .addValue("ours", each.ours())
                        .addValue("theirs", each.theirs())
                        .addValue("act", each.act().name())
                        .addValue("orders", String.join(" ", each.orders()))
                        .addValue("now", at(now)))
            .toArray(MapSqlParameterSource[]::new));
  }

  /** Begins to look: nothing is found yet. */
  void lookAgain(String partner, LocalDate day) {
    jdbc.sql(
            """
            update reconciliation_difference set seen = false
            where partner = :partner and day = :day
            """)
        .param("partner", partner)
        .param("day", day)
        .update();
  }

  /** Takes out what was not found again. */
  void forgetUnseen(String partner, LocalDate day) {
    jdbc.sql(
            """
            delete from reconciliation_difference
            where partner = :partner and day = :day and not seen
            """)
        .param("partner", partner)
        .param("day", day)
        .update();
  }

  Optional<Comparison> find(String partner, LocalDate day) {
    return jdbc.sql(COMPARISONS + " where r.partner = :partner and r.day = :day")
        .param("partner", partner)
        .param("day", day)
        .query(ComparisonTable::comparison)
        .optional();
  }

  List<Comparison> of(LocalDate day) {
    return jdbc.sql(COMPARISONS + " where r.day = :day order by r.partner")
        .param("day", day)
        .query(ComparisonTable::comparison)
        .list();
  }

  List<LocalDate> days(int limit) {
    return jdbc.sql("select distinct day from reconciliation order by day desc limit :limit")
        .param("limit", limit)
        .query(LocalDate.class)
        .list();
  }

  /** Comparisons of these days or later that failed or found something, the latest day first. */
  List<Comparison> open(LocalDate from) {
    return jdbc.sql(
            "select * from ("
                + COMPARISONS
                + " where r.day >= :from) c where c.differences > 0 or c.state = 'FAILED'"
                + " order by c.day desc, c.partner")
        .param("from", from)
        .query(ComparisonTable::comparison)
        .list();
  }

  List<Difference> differences(LocalDate day, String partner, int limit) {
    return jdbc.sql(
            """
            select * from reconciliation_difference
            where day = :day and (:partner::text is null or partner = :partner)
            order by partner, about, what limit :limit
            """)
        .param("day", day)
        .param("partner", partner)
        .param("limit", limit)
        .query(ComparisonTable::difference)
        .list();
  }

  /** When the oldest difference of a comparison was found first. */
  Instant since(String partner, LocalDate day) {
    return jdbc.sql(
            """
            select coalesce(
              (select min(since) from reconciliation_difference
               where partner = :partner and day = :day),
              (select started_at from reconciliation where partner = :partner and day = :day))
            """)
        .param("partner", partner)
        .param("day", day)
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static Comparison comparison(ResultSet row, int n) throws SQLException {
    return new Comparison(
        row.getString("partner"),
        row.getObject("day", LocalDate.class),
        State.valueOf(row.getString("state")),
        time(row, "started_at"),
        time(row, "ended_at"),
        row.getString("reason"),
        new Counts(
            row.getLong("pushed"),
            row.getLong("delivered"),
            row.getLong("on_the_way"),
            row.getLong("acknowledged"),
            row.getLong("statuses"),
            row.getLong("young")),
        row.getInt("differences"));
  }

  private static Difference difference(ResultSet row, int n) throws SQLException {
    return new Difference(
        row.getString("partner"),
        row.getObject("day", LocalDate.class),
        row.getString("about"),
        Difference.What.valueOf(row.getString("what")),
        row.getString("case_no"),
        row.getString("ours"),
        row.getString("theirs"),
        Act.valueOf(row.getString("act")),
        Arrays.asList((String[]) row.getArray("orders").getArray()),
        time(row, "since"));
  }
}
