package org.lianbao.reconciliation;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.cases.EventType;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a partner listed, while it is compared; a page of it at a time is in memory. */
record ListedTable(JdbcClient jdbc, NamedParameterJdbcTemplate batch) {

  void clear(String partner, LocalDate day) {
    jdbc.sql("delete from reconciliation_listed where partner = :partner and day = :day")
        .param("partner", partner)
        .param("day", day)
        .update();
  }

  /**
   * Adds rows. Where the list speaks of a thing again, the first receipt, the last event and the
   * highest number of a status count.
   *
   * @param ofTheDay whether they are of the day itself, not of another on which its orders were
   *     tried
   */
  void add(String partner, LocalDate day, List<Listed> rows, boolean ofTheDay) {
    // One statement cannot touch a row twice.
    var once = rows.stream().collect(Collectors.toMap(Listed::about, it -> it, Listed::and));
    batch.batchUpdate(
        """
        insert into reconciliation_listed as l
          (partner, day, about, partner_ref, received_at, event, event_at, case_no, last_seq,
           of_the_day)
        values (:partner, :day, :about, :ref, :received, :event, :eventAt, :caseNo, :lastSeq,
                :ofTheDay)
        on conflict (partner, day, about) do update
        set partner_ref = coalesce(excluded.partner_ref, l.partner_ref),
            received_at = least(excluded.received_at, l.received_at),
            event = case when l.event_at > excluded.event_at then l.event
                         else coalesce(excluded.event, l.event) end,
            event_at = greatest(excluded.event_at, l.event_at),
            case_no = coalesce(excluded.case_no, l.case_no),
            last_seq = greatest(excluded.last_seq, l.last_seq),
            of_the_day = l.of_the_day or excluded.of_the_day
        """,
        once.values().stream()
            .map(
                row ->
                    new MapSqlParameterSource()
                        .addValue("partner", partner)
                        .addValue("day", day)
                        .addValue("about", row.about())
                        .addValue("ref", row.partnerRef())
                        .addValue("received", at(row.receivedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .addValue("event", row.event() == null ? null : row.event().name())
                        .addValue("eventAt", at(row.eventAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .addValue("caseNo", row.caseNo())
                        .addValue("lastSeq", row.lastSeq(), Types.BIGINT)
                        .addValue("ofTheDay", ofTheDay))
            .toArray(MapSqlParameterSource[]::new));
  }

  /** The rows about these, by what they are about; they count as met from now on. */
  Map<String, Listed> meet(String partner, LocalDate day, Collection<String> abouts) {
    return jdbc
        .sql(
            """
            update reconciliation_listed set met = true
            where partner = :partner and day = :day and about = any(:abouts::text[])
            returning *
            """)
        .param("partner", partner)
        .param("day", day)
        .param("abouts", abouts.toArray(String[]::new))
        .query(ListedTable::listed)
        .list()
        .stream()
        .collect(Collectors.toMap(Listed::about, Function.identity()));
  }

  /** Up to which number the county holds the statuses of these cases; absent where it says none. */
  Map<String, Long> lastSeqs(String partner, LocalDate day, Collection<String> caseNos) {
    return jdbc
        .sql(
            """
            select case_no, max(last_seq) as last from reconciliation_listed
            where partner = :partner and day = :day and case_no = any(:caseNos::text[])
            group by case_no
            """)
        .param("partner", partner)
        .param("day", day)
        .param("caseNos", caseNos.toArray(String[]::new))
        .query((row, n) -> Map.entry(row.getString("case_no"), row.getLong("last")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Rows of the day itself that nothing has met, from one on. */
  List<Listed> unmet(String partner, LocalDate day, String after, int limit) {
    return jdbc.sql(
            """
            select * from reconciliation_listed
            where partner = :partner and day = :day and of_the_day and not met and about > :after
            order by about limit :limit
            """)
        .param("partner", partner)
        .param("day", day)
        .param("after", after)
        .param("limit", limit)
        .query(ListedTable::listed)
        .list();
  }

  private static Listed listed(ResultSet row, int n) throws SQLException {
    var event = row.getString("event");
    return new Listed(
        row.getString("about"),
        row.getString("partner_ref"),
        time(row, "received_at"),
        event == null ? null : EventType.valueOf(event),
        time(row, "event_at"),
        row.getString("case_no"),
        row.getObject("last_seq", Long.class));
  }
}
