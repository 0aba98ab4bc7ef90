package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.time;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.CaseReader.PauseView;
import org.lianbao.cases.CaseReader.StepView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Role;
import org.lianbao.cases.clocks.ClockState;
import org.lianbao.cases.clocks.LatencyWords;
import org.lianbao.cases.log.LatencyRows.Meant;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.rules.LatencyRule;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules.Words;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the limits of a case as readers get them. */
record ClockViews(JdbcClient jdbc, Rulebook rules, LatencyRows latencies) {

  /** Those of one case, the first to start first; then how promptly it was told. */
  List<ClockView> of(CaseFile file) {
    var orderNos = file.orders().keySet().toArray(String[]::new);
    var told =
        latencies
            .query(
                Meant.ofCase(file.caseNo(), orderNos),
                "",
                "select * from latency order by rule, triggered_at, clock")
            .query(this::latency)
            .list();
    return Stream.concat(limits(file.caseNo()).stream(), told.stream()).toList();
  }

  private List<ClockView> limits(String caseNo) {
    return jdbc.sql(
            """
            select * from case_clock where case_no = :caseNo order by triggered_at, due_at, clock
            """)
        .param("caseNo", caseNo)
        .query(this::view)
        .list();
  }

  private ClockView view(ResultSet row, int n) throws SQLException {
    var id = row.getString("rule");
    var words = rules.edition(row.getString("rules")).words(id);
    var state = ClockState.valueOf(row.getString("state"));
    var worked = row.getObject("worked", Integer.class);
    return new ClockView(
        row.getString("clock"),
        row.getString("order_no"),
        id,
        words.map(Words::zh).orElse(id),
        words.map(Words::en).orElse(id),
        words.map(Words::basis).orElse(null),
        row.getString("rules"),
        row.getString("party"),
        row.getString("obligor"),
        row.getString("service"),
        state.name(),
        state.zh(),
        state.en(),
        state.light(),
        time(row, "triggered_at"),
        time(row, "effective_start"),
        time(row, "due_at"),
        time(row, "warn_at"),
        time(row, "stopped_at"),
        list(row, "pauses", new TypeReference<List<PauseView>>() {}),
        row.getString("limit_days"),
        row.getString("strategy"),
        row.getString("calendar"),
        row.getBoolean("provisional"),
        row.getBoolean("backdated"),
        worked == null ? null : worked / 60L,
        list(row, "steps", new TypeReference<List<StepView>>() {}));
  }

  private ClockView latency(ResultSet row, int n) throws SQLException {
    var rule = LatencyRule.of(row.getString("rule")).orElseThrow();
    var state = ClockState.valueOf(row.getString("state"));
    var event = row.getString("event");
    var allowed = Duration.ofMillis(Math.round(row.getDouble("secs") * 1000));
    var from = time(row, "triggered_at");
    var due = time(row, "due_at");
    var stopped = time(row, "stopped_at");
    var pauses = pauses(row.getString("pauses"));
    var words =
        new LatencyWords(
            rule,
            event == null ? null : EventType.ofStored(event),
            from,
            allowed,
            pauses,
            due,
            stopped,
            state);
    var worked = row.getObject("worked", Integer.class);
    var role = row.getString("role");
    return new ClockView(
        row.getString("clock"),
        row.getString("order_no"),
        rule.id(),
        rule.zh(),
        rule.en(),
        rule.basis(),
        row.getString("rules"),
        row.getString("party"),
        row.getString("obligor"),
        role == null ? null : Role.service(role),
        state.name(),
        state.zh(),
        state.en(),
        state.light(),
        from,
        from,
        due,
        time(row, "warn_at"),
        stopped,
        pauses.stream().map(it -> new PauseView(it.from(), it.to())).toList(),
        allowed.toString(),
        null,
        null,
        false,
        false,
        worked == null ? null : worked / 60L,
        words.steps().stream()
            .map(it -> new StepView(it.from(), it.to(), it.zh(), it.en()))
            .toList());
  }

  private static List<Pause> pauses(String json) {
    return json == null
        ? List.of()
        : List.of(Json.mapper().convertValue(Json.read(json, JsonNode.class), Pause[].class));
  }

  private static <T> T list(ResultSet row, String column, TypeReference<T> type)
      throws SQLException {
    return Json.mapper().convertValue(Json.read(row.getString(column), JsonNode.class), type);
  }
}
