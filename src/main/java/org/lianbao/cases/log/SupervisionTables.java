package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeMap;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.log.LatencyRows.Meant;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads the limits and the log for supervisors. */
final class SupervisionTables implements Supervision {

  /** The limits of a month, each with its verdict: what lists show and totals count. */
  private static final String JUDGED =
      """
      , limits as (
        select case_no, clock, order_no, rule, rules, party, obligor, service, state,
               triggered_at, due_at, stopped_at, worked
        from case_clock
        union all
        select case_no, clock, order_no, rule, rules, party, obligor,
               substring(role from '^utility:(.*)'), state, triggered_at, due_at, stopped_at,
               worked
        from latency
      ), judged as (
        select l.*,
               case when state in ('MET', 'MET_LATE_REPORTED') then 'ON_TIME'
                    when state = 'BREACHED' then 'LATE' else 'OPEN' end as verdict
        from limits l
        where state <> 'VOID' and due_at >= :from and due_at < :to
          and (:party::text is null or party = :party::text)
          and (:rule::text is null or rule = :rule::text)
      )
      """;

  private final JdbcClient jdbc;
  private final LatencyRows latencies;

  SupervisionTables(JdbcClient jdbc, LatencyRows latencies) {
    this.jdbc = jdbc;
    this.latencies = latencies;
  }

  @Override
  public List<Limit> limits(Asked asked, int offset, int limit) {
    return judged(
            asked,
            """
            select * from judged
            where (:verdict::text is null or verdict = :verdict::text)
            order by due_at, case_no, clock
            offset :offset limit :limit
            """)
        .param("verdict", asked.verdict() == null ? null : asked.verdict().name())
        .param("offset", offset)
        .param("limit", limit)
        .query(SupervisionTables::limit)
        .list();
  }

  @Override
  public List<Kept> kept(Asked asked) {
    return judged(
            asked,
            """
            select rule, party, count(*) as total,
                   count(*) filter (where verdict = 'ON_TIME') as on_time,
                   count(*) filter (where state = 'MET_LATE_REPORTED') as late_reported,
                   count(*) filter (where verdict = 'LATE') as late,
                   count(*) filter (where verdict = 'OPEN') as open,
                   round(avg(worked) / 3600.0, 2) as hours
            from judged group by rule, party order by rule, party
            """)
        .query(
            (row, n) ->
                new Kept(
                    row.getString("rule"),
                    row.getString("party"),
                    row.getLong("total"),
                    row.getLong("on_time"),
                    row.getLong("late_reported"),
                    row.getLong("late"),
                    row.getLong("open"),
                    row.getBigDecimal("hours")))
        .list();
  }

  @Override
  public Month month(YearMonth month) {
    var ended = new TreeMap<String, Long>();
    within(
            month,
            """
            select outcome, count(*) as cases from (
              select distinct on (case_no) case_no, body ->> 'outcome' as outcome
              from case_event
              where type = 'case.closed.v1' and recorded_at >= :from and recorded_at < :to
              order by case_no, seq desc) last
            group by outcome
            """)
        .query(
            row -> {
              ended.put(row.getString("outcome"), row.getLong("cases"));
            });
    return within(
            month,
            """
            with said as (
              select * from case_event where recorded_at >= :from and recorded_at < :to
            ), connected as (
              select f.file -> 'request' ->> 'acceptanceMode' as mode
              from (select distinct case_no from said where type = 'case.closed.v1') ended
              join case_file f using (case_no)
              where f.status in ('DONE', 'PARTIALLY_DONE')
            )
            select
              count(*) filter (where type = 'application.accepted.v1') as accepted,
              count(distinct case_no || (occurred_at at time zone 'Asia/Shanghai')::date)
                filter (where type = 'survey.completed.v1' and body -> 'implied' is null) as surveys,
              count(distinct case_no)
                filter (where type = 'survey.completed.v1' and body -> 'implied' is null) as surveyed,
              count(*) filter (where type = 'joint-works.proposed.v1') as proposed,
              count(*) filter (where type = 'joint-works.agreed.v1') as agreed,
              count(*) filter (where type = 'joint-works.agreed.v1'
                and 'PARALLEL_SHARED' in (body ->> 'outcome', body -> 'attributes' ->> 'mode')) as shared,
              count(*) filter (where type = 'holder.barred.v1') as revoked,
              (select count(*) from connected) as connected,
              (select count(*) from connected where mode = 'JOINT') as joint
            from said
            """)
        .query(
            (row, n) ->
                new Month(
                    month,
                    row.getLong("accepted"),
                    ended,
                    row.getLong("surveys"),
                    row.getLong("surveyed"),
                    row.getLong("proposed"),
                    row.getLong("shared"),
                    row.getLong("agreed"),
                    row.getLong("joint"),
                    row.getLong("connected"),
                    row.getLong("revoked")))
        .single();
  }

  private StatementSpec judged(Asked asked, String sql) {
    var month = asked.month();
    return latencies
        .query(Meant.between(start(month), start(month.plusMonths(1))), JUDGED, sql)
        .param("party", asked.party())
        .param("rule", asked.rule());
  }

  private StatementSpec within(YearMonth month, String sql) {
    return jdbc.sql(sql).param("from", start(month)).param("to", start(month.plusMonths(1)));
  }

  private static OffsetDateTime start(YearMonth month) {
    return at(month.atDay(1).atStartOfDay(Clock.COUNTY).toInstant());
  }

  private static Limit limit(ResultSet row, int n) throws SQLException {
    return new Limit(
        row.getString("clock"),
        row.getString("case_no"),
        row.getString("order_no"),
        row.getString("rule"),
        row.getString("rules"),
        row.getString("party"),
        row.getString("obligor"),
        row.getString("service"),
        Verdict.valueOf(row.getString("verdict")),
        row.getString("state").equals("MET_LATE_REPORTED"),
        time(row, "triggered_at"),
        time(row, "due_at"),
        time(row, "stopped_at"),
        row.getObject("worked", Integer.class));
  }
}
