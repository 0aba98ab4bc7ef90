package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.Role;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.rules.LatencyRule;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules.Latency;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * How promptly orders reached their partners (TEC-01) and reports the hub (TEC-02), as rows like
 * those of limits. They are read from the orders and the log and kept nowhere: docs/decisions/0025.
 */
record LatencyRows(JdbcClient jdbc, Rulebook rules, Partners partners, Ledger ledger, Clock clock) {

  /** Which orders {@code o} and which events {@code e} are meant. */
  record Meant(String orders, String events, Map<String, Object> parameters) {

    /** Those of one case, of which these are the orders. */
    static Meant ofCase(String caseNo, String[] orderNos) {
      return new Meant(
          "o.order_no = any(:orderNos::text[])",
          "e.case_no = :caseNo",
          Map.of("caseNo", caseNo, "orderNos", orderNos));
    }

    /** Those that may end between these times. */
    static Meant between(OffsetDateTime from, OffsetDateTime to) {
      return new Meant(
          """
          o.owed_at < :to and (o.owed_at >= :from - make_interval(secs => :longest)
                               or o.closed is not null
                               or o.owed_at is not null and o.answered_at is null
                                  and o.ended_at is null)
          """,
          "e.recorded_at >= :from - make_interval(secs => :longest)",
          Map.of("from", from, "to", to));
    }
  }

  /**
   * What was closed moves the end as far as it began before it; what is left of an open one is
   * reckoned as of now.
   */
  private static final String ROWS =
      """
      allowed as (
        select * from jsonb_to_recordset(:allowed::jsonb)
                      as a (rules text, push double precision, report double precision)
      ), closings as (
        select * from jsonb_to_recordset(:closings::jsonb)
                      as c (partner text, "from" timestamptz, "to" timestamptz)
      ), pushed as (
        select o.case_no, o.order_no, o.partner, o.role, f.rules, o.owed_at, o.answered_at,
               coalesce(o.answered_at, o.ended_at) as stopped_at, a.push as secs,
               case when o.answered_at is null and o.ended_at is null then (
                      select jsonb_agg(jsonb_build_object('from', greatest(c."from", o.owed_at),
                                                          'to', c."to") order by c."from")
                      from closings c where c.partner = o.partner and c."to" > o.owed_at)
                    else o.closed end as closed
        from case_order o join case_file f using (case_no) join allowed a on a.rules = f.rules
        where o.owed_at is not null and (%s)
      ), halted as (
        select p.*,
               owed_at + make_interval(secs => secs + coalesce(h.due, 0)) as due_at,
               owed_at + make_interval(secs => secs / 2 + coalesce(h.warn, 0)) as warn_at,
               coalesce(h.whole, 0) as halted, h.last
        from pushed p cross join lateral (
          select sum(len) filter (where used < secs) as due,
                 sum(len) filter (where used < secs / 2) as warn,
                 sum(len) as whole, max("to") as last
          from (select "to", extract(epoch from "to" - "from") as len,
                       extract(epoch from "from" - p.owed_at)
                         - coalesce(sum(extract(epoch from "to" - "from")) over (
                             order by "from" rows between unbounded preceding and 1 preceding), 0)
                         as used
                from jsonb_to_recordset(p.closed) as x ("from" timestamptz, "to" timestamptz)) each
        ) h
      ), latency as (
        select case_no, order_no || '/TEC-01' as clock, order_no, 'TEC-01' as rule, rules,
               partner as party, 'HUB' as obligor, role,
               case when answered_at <= due_at then 'MET'
                    when stopped_at <= due_at then 'VOID'
                    when coalesce(stopped_at, :now) > due_at then 'BREACHED'
                    when last = :now then 'PAUSED'
                    when warn_at <= :now then 'WARNED' else 'RUNNING' end as state,
               owed_at as triggered_at, due_at, warn_at, stopped_at,
               least(greatest(round(extract(epoch from answered_at - owed_at) - halted), 0), :most)::integer
                 as worked,
               closed as pauses, null as event, secs
        from halted
        union all
        select e.case_no, e.order_no || '/TEC-02@' || e.seq, e.order_no, 'TEC-02', f.rules,
               e.source, 'PARTNER', o.role,
               case when e.recorded_at <= t.started + t.allowed then 'MET' else 'BREACHED' end,
               t.started, t.started + t.allowed, null, e.recorded_at,
               least(round(extract(epoch from e.recorded_at - t.started)), :most)::integer,
               null, e.type, a.report
        from case_event e join case_file f using (case_no) join allowed a on a.rules = f.rules
        left join case_order o on o.order_no = e.order_no
        cross join lateral (
          -- A day without a time is over at its end; what is dated ahead counts from now.
          select least(e.recorded_at,
                       case when (e.occurred_at at time zone 'Asia/Shanghai')::time = '00:00'
                            then e.occurred_at + interval '24 hours' else e.occurred_at end)
                   as started,
                 make_interval(secs => a.report) as allowed) t
        where e.order_no is not null and e.source <> all(:others::text[])
          and e.body -> 'implied' is null and (%s)
      )
      """;

  /** A query over the rows {@code latency}: parts of a {@code with}, then what follows them. */
  StatementSpec query(Meant meant, String parts, String sql) {
    var now = at(clock.now());
    return jdbc.sql("with " + ROWS.formatted(meant.orders(), meant.events()) + parts + sql)
        .params(meant.parameters())
        .param("allowed", Json.write(allowed()))
        .param("others", others())
        .param("longest", longest())
        .param("most", Integer.MAX_VALUE)
        .param("closings", Json.write(closings(meant, now)))
        .param("now", now, Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** Who tells of no system's work: the hub, the window, and the county for the applicant. */
  private String[] others() {
    var county = partners.playing(Role.UPSTREAM).map(Partner::slug);
    return Stream.concat(Stream.of(Entry.HUB, Role.WINDOW), county.stream()).toArray(String[]::new);
  }

  private List<Map<String, Object>> allowed() {
    return rules.editions().stream()
        .map(
            edition ->
                Map.<String, Object>of(
                    "rules", edition.edition(),
                    "push", seconds(LatencyRule.PUSH, edition.latency()),
                    "report", seconds(LatencyRule.REPORT, edition.latency())))
        .toList();
  }

  private double longest() {
    return rules.editions().stream()
        .map(edition -> edition.latency())
        .mapToDouble(it -> Math.max(seconds(LatencyRule.PUSH, it), seconds(LatencyRule.REPORT, it)))
        .max()
        .orElse(0);
  }

  private static double seconds(LatencyRule rule, Latency latency) {
    return rule.allowed(latency).toMillis() / (double) Duration.ofSeconds(1).toMillis();
  }

  /** When those partners were closed whose orders are yet to be pushed. */
  private List<Map<String, Object>> closings(Meant meant, OffsetDateTime now) {
    var closings = new ArrayList<Map<String, Object>>();
    jdbc.sql(
            """
            select o.partner, min(o.owed_at) as since from case_order o
            where o.owed_at is not null and o.answered_at is null and o.ended_at is null and (%s)
            group by o.partner
            """
                .formatted(meant.orders()))
        .params(meant.parameters())
        .param("longest", longest())
        .query(
            row -> {
              var partner = row.getString("partner");
              var since = time(row, "since");
              for (var closed : closed(partner, since, now.toInstant())) {
                closings.add(Map.of("partner", partner, "from", closed.from(), "to", closed.to()));
              }
            });
    return closings;
  }

  private List<Pause> closed(String partner, Instant since, Instant now) {
    return since.isBefore(now) ? ledger.closed(partner, since, now) : List.of();
  }
}
