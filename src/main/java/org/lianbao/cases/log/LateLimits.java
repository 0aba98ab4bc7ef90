package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lianbao.alerts.Trouble;
import org.lianbao.alerts.Watch;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells who owes what is past its limit, once for each. What warns is not told: in a county that
 * works there always is some.
 */
record LateLimits(JdbcClient jdbc) implements Watch {

  private static final int SHOWN = 10;

  @Override
  public List<Trouble> troubles(Instant now) {
    return jdbc
        .sql(
            """
            select party, count(*) as limits, min(due_at) as since,
                   (array_agg(order_no order by due_at, order_no))[1 : %d] as first
            from case_clock where state = 'BREACHED' and stopped_at is null
            group by party
            """
                .formatted(SHOWN))
        .query(LateLimits::troubles)
        .list()
        .stream()
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Trouble> troubles(ResultSet row, int n) throws SQLException {
    var party = Optional.of(row.getString("party"));
    var since = time(row, "since");
    var facts = Map.of("count", row.getString("limits"));
    return Arrays.stream((String[]) row.getArray("first").getArray())
        .map(order -> new Trouble("limits-exceeded", party, order, since, facts));
  }
}
