package org.lianbao.delivery;

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
 * Tells of orders that no try will get through, long before they are given up: a mapping that
 * failed fails again, and what is wrong with the hub itself three times is no accident.
 */
record OrdersThatNeedMending(JdbcClient jdbc) implements Watch {

  private static final int ACCIDENTS = 3;
  private static final int SHOWN = 10;

  @Override
  public List<Trouble> troubles(Instant now) {
    return jdbc
        .sql(
            """
            select partner, failure, count(*) as orders, min(owed_at) as since,
                   (array_agg(order_no order by owed_at, order_no))[1 : %d] as first
            from delivery_order
            where owed
              and (failure = 'MAPPING' or failure = 'HUB' and attempts >= :accidents)
            group by partner, failure
            """
                .formatted(SHOWN))
        .param("accidents", ACCIDENTS)
        .query(OrdersThatNeedMending::troubles)
        .list()
        .stream()
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Trouble> troubles(ResultSet row, int n) throws SQLException {
    var failure = Failure.valueOf(row.getString("failure"));
    var partner = Optional.of(row.getString("partner"));
    var since = time(row, "since");
    var facts = Map.of("count", row.getString("orders"), "step", failure.nextStep().toString());
    var kind = failure == Failure.MAPPING ? "mapping-fault" : "hub-fault";
    return Arrays.stream((String[]) row.getArray("first").getArray())
        .map(order -> new Trouble(kind, partner, order, since, facts));
  }
}
