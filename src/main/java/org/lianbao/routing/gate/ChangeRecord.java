package org.lianbao.routing.gate;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who changed which partner, when, and what came of it. */
@Repository
class ChangeRecord {

  private final JdbcClient jdbc;

  ChangeRecord(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void write(Change change) {
    jdbc.sql(
            """
            insert into partner_change
              (partner, at, by_whom, outcome, digest_before, digest_after, findings, difference)
            values (:partner, :at, :by, :outcome, :before, :after, :findings::jsonb, :difference)
            """)
        .param("partner", change.partner())
        .param("at", at(change.at()))
        .param("by", change.by())
        .param("outcome", change.outcome().name())
        .param("before", change.digestBefore())
        .param("after", change.digestAfter())
        .param("findings", Json.write(change.findings()))
        .param("difference", change.difference())
        .update();
  }

  /** The latest changes, of one partner or of all ({@code null}), latest first. */
  List<Change> latest(String partner, int limit) {
    return jdbc.sql(
            """
            select * from partner_change
            where :partner::text is null or partner = :partner
            order by change_id desc limit :limit
            """)
        .param("partner", partner)
        .param("limit", limit)
        .query((row, n) -> change(row))
        .list();
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getString("partner"),
        time(row, "at"),
        row.getString("by_whom"),
        Verdict.Outcome.valueOf(row.getString("outcome")),
        row.getString("digest_before"),
        row.getString("digest_after"),
        findings(Json.read(row.getString("findings"), JsonNode.class)),
        row.getString("difference"));
  }

  private static List<Finding> findings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> Json.as(item, Finding.class))
        .toList();
  }
}
