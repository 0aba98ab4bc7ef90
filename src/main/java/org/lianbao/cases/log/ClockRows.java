package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lianbao.cases.clocks.CaseClock;
import org.lianbao.cases.procedure.CaseEvent.LimitTold;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The limits of a case as rows, written in the statement that writes the chapter. */
final class ClockRows {

  /** Part of a statement, whose parameters are caseNo, recordedAt, clocks and gone. */
  static final String WRITE =
      """
      timed as (
        insert into case_clock (case_no, clock, order_no, rule, rules, party, obligor, service,
                                state, triggered_at, effective_start, due_at, warn_at, stopped_at,
                                worked, pauses, limit_days, strategy, calendar, calendar_in_use,
                                provisional, backdated, steps, next_at, changed_at)
        select :caseNo, c.clock, c.order_no, c.rule, c.rules, c.party, c.obligor, c.service,
               c.state, c.triggered_at, c.effective_start, c.due_at, c.warn_at, c.stopped_at,
               c.worked, c.pauses, c.limit_days, c.strategy, c.calendar, c.calendar_in_use,
               c.provisional, c.backdated, c.steps, c.next_at, :recordedAt
        from jsonb_populate_recordset(null::case_clock, :clocks::jsonb) c
        on conflict (case_no, clock) do update
        set state = excluded.state, triggered_at = excluded.triggered_at,
            effective_start = excluded.effective_start, due_at = excluded.due_at,
            warn_at = excluded.warn_at, stopped_at = excluded.stopped_at,
            worked = excluded.worked, pauses = excluded.pauses,
            limit_days = excluded.limit_days, strategy = excluded.strategy,
            calendar = excluded.calendar, calendar_in_use = excluded.calendar_in_use,
            provisional = excluded.provisional, backdated = excluded.backdated,
            steps = excluded.steps, next_at = excluded.next_at, changed_at = excluded.changed_at
      ), over as (
        delete from case_clock where case_no = :caseNo and clock = any(:gone::text[])
      )
      """;

  private ClockRows() {}

  /** The rows of these limits, as the statement reads them. */
  static String json(List<CaseClock> clocks) {
    var rows = Json.mapper().createArrayNode();
    clocks.forEach(clock -> rows.add(row(clock)));
    return Json.write(rows);
  }

  /** The open limits of a case as they were last reckoned. */
  static Map<String, LimitTold.Was> open(JdbcClient jdbc, String caseNo) {
    var open = new HashMap<String, LimitTold.Was>();
    jdbc.sql(
            """
            select clock, due_at, calendar from case_clock
            where case_no = :caseNo and state in ('RUNNING', 'WARNED', 'PAUSED')
            """)
        .param("caseNo", caseNo)
        .query(
            row -> {
              var due = time(row, "due_at");
              open.put(row.getString("clock"), new LimitTold.Was(due, row.getString("calendar")));
            });
    return open;
  }

  private static ObjectNode row(CaseClock clock) {
    var row = Json.mapper().createObjectNode();
    row.put("clock", clock.id()).put("order_no", clock.orderNo());
    row.put("rule", clock.rule()).put("rules", clock.edition());
    row.put("party", clock.party()).put("obligor", clock.obligor().name());
    row.put("service", clock.service()).put("state", clock.state().name());
    moment(row, "triggered_at", clock.triggeredAt());
    moment(row, "effective_start", clock.effectiveStart());
    moment(row, "due_at", clock.dueAt());
    moment(row, "warn_at", clock.warnAt());
    moment(row, "stopped_at", clock.stoppedAt());
    moment(row, "next_at", clock.nextAt());
    if (clock.worked() != null) {
      row.put("worked", clock.worked().toSeconds());
    }
    row.set("pauses", Json.mapper().valueToTree(clock.pauses()));
    row.put("limit_days", clock.limit());
    row.put("strategy", clock.strategy() == null ? null : clock.strategy().name());
    row.put("calendar", clock.calendar()).put("calendar_in_use", clock.calendarInUse());
    row.put("provisional", clock.provisional()).put("backdated", clock.backdated());
    row.set("steps", Json.mapper().valueToTree(clock.steps()));
    return row;
  }

  private static void moment(ObjectNode row, String column, Instant at) {
    row.put(column, at == null ? null : at.toString());
  }
}
