package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.lianbao.cases.EventType;
import org.lianbao.cases.RecordLookup;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The record, asked about many orders and applications at once. */
final class RecordRows implements RecordLookup {

  private static final int FETCHED_AT_ONCE = 1_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate cursor;

  RecordRows(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.cursor = new JdbcTemplate(database);
    cursor.setFetchSize(FETCHED_AT_ONCE);
  }

  @Override
  public Map<String, Set<EventType>> reports(Map<String, String> caseByOrder) {
    var reports = new HashMap<String, Set<EventType>>();
    jdbc.sql(
            """
            select order_no, array_agg(distinct type) from case_event
            where case_no = any(:caseNos::text[]) and order_no = any(:orderNos::text[])
            group by order_no
            """)
        .param("caseNos", caseByOrder.values().stream().distinct().toArray(String[]::new))
        .param("orderNos", caseByOrder.keySet().toArray(String[]::new))
        .query(
            (row, n) ->
                reports.put(
                    row.getString(1),
                    Arrays.stream((String[]) row.getArray(2).getArray())
                        .map(EventType::ofStored)
                        .collect(Collectors.toSet())))
        .list();
    return reports;
  }

  @Override
  public Map<String, String> casesFor(Collection<String> upstreamApplyNos) {
    var cases = new HashMap<String, String>();
    jdbc.sql(
            """
            select upstream_apply_no, case_no from case_file
            where upstream_apply_no = any(:numbers::text[])
            """)
        .param("numbers", upstreamApplyNos.toArray(String[]::new))
        .query((row, n) -> cases.put(row.getString(1), row.getString(2)))
        .list();
    return cases;
  }

  @Override
  public Stream<Opened> opened(Instant from, Instant to) {
    return cursor.queryForStream(
        """
        select case_no, upstream_apply_no, opened_at from case_file
        where opened_at >= ? and opened_at < ? order by case_no
        """,
        (row, n) -> new Opened(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()),
        at(from),
        at(to));
  }
}
