package org.lianbao.delivery;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger, read day by day. */
final class OrderDays implements OrdersOfDay {

  private static final int FETCHED_AT_ONCE = 1_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate cursor;

  OrderDays(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.cursor = new JdbcTemplate(database);
    cursor.setFetchSize(FETCHED_AT_ONCE);
  }

  @Override
  public Stream<OwedOrder> owed(String partner, Set<String> kinds, Instant from, Instant to) {
    return cursor.queryForStream(
        """
        select order_no, case_no, state, partner_ref, settled_at from delivery_order
        where partner = ? and kind = any(?::text[]) and owed_at >= ? and owed_at < ?
        order by case_no, position, order_no
        """,
        OrderDays::order,
        partner,
        kinds.toArray(String[]::new),
        at(from),
        at(to));
  }

  @Override
  public SortedSet<LocalDate> daysTried(
      String partner, Set<String> kinds, Instant from, Instant to) {
    return new TreeSet<>(
        jdbc.sql(
                """
                select distinct (t.at at time zone 'Asia/Shanghai')::date
                from delivery_order o
                join delivery_attempt a using (order_no)
                cross join lateral (values (a.started_at - interval '5 minutes'),
                                           (a.ended_at + interval '5 minutes')) t (at)
                where o.partner = :partner and o.kind = any(:kinds::text[])
                  and o.owed_at >= :from and o.owed_at < :to
                """)
            .param("partner", partner)
            .param("kinds", kinds.toArray(String[]::new))
            .param("from", at(from))
            .param("to", at(to))
            .query(LocalDate.class)
            .list());
  }

  @Override
  public Map<String, OwedOrder> byNumber(String partner, Collection<String> orderNos) {
    return jdbc
        .sql(
            """
            select order_no, case_no, state, partner_ref, settled_at from delivery_order
            where order_no = any(:orderNos::text[]) and partner = :partner
            """)
        .param("orderNos", orderNos.toArray(String[]::new))
        .param("partner", partner)
        .query(OrderDays::order)
        .list()
        .stream()
        .collect(Collectors.toMap(OwedOrder::orderNo, Function.identity()));
  }

  private static OwedOrder order(ResultSet row, int n) throws SQLException {
    return new OwedOrder(
        row.getString("order_no"),
        row.getString("case_no"),
        row.getString("state"),
        row.getString("partner_ref"),
        time(row, "settled_at"));
  }
}
