package org.lianbao.cases.log;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.CaseReader.PauseView;
import org.lianbao.cases.CaseReader.StepView;
import org.lianbao.cases.clocks.ClockState;
import org.lianbao.rules.ClockRule;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the limits of a case as readers get them. */
record ClockViews(JdbcClient jdbc, Rulebook rules) {

  /** Those of one case, the first to start first. */
  List<ClockView> of(String caseNo) {
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
    var rule = rules.edition(row.getString("rules")).clock(id);
    var state = ClockState.valueOf(row.getString("state"));
    var worked = row.getObject("worked", Integer.class);
    return new ClockView(
        row.getString("clock"),
        row.getString("order_no"),
        id,
        rule.map(ClockRule::zh).orElse(id),
        rule.map(ClockRule::en).orElse(id),
        rule.map(ClockRule::basis).orElse(null),
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

  private static Instant time(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static <T> T list(ResultSet row, String column, TypeReference<T> type)
      throws SQLException {
    return Json.mapper().convertValue(Json.read(row.getString(column), JsonNode.class), type);
  }
}
