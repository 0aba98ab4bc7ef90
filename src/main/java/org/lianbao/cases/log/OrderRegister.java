package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lianbao.application.ApprovalItems;
import org.lianbao.cases.Cases.Known;
import org.lianbao.cases.Cases.OrderOfCase;
import org.lianbao.cases.OrderKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds cases and orders by the numbers that outsiders know them by. */
final class OrderRegister {

  private static final ApprovalItems ITEMS = ApprovalItems.load();

  private final JdbcClient jdbc;

  OrderRegister(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Known> knownAs(String upstreamApplyNo) {
    return jdbc.sql(
            """
            select f.case_no, f.revision, r.meaning
            from case_file f
            join application_revision r on r.case_no = f.case_no and r.revision = f.revision
            where f.upstream_apply_no = :upstreamApplyNo
            """)
        .param("upstreamApplyNo", upstreamApplyNo)
        .query((row, n) -> new Known(row.getString(1), row.getInt(2), row.getString(3)))
        .optional();
  }

  /** What is reported of a bundle is looked up by the items it may have. */
  Map<String, OrderOfCase> orders(String partner, Collection<String> orderNos) {
    var found = new HashMap<>(byNumber(partner, orderNos));
    var bundles = orderNos.stream().filter(no -> !found.containsKey(no)).distinct().toList();
    if (!bundles.isEmpty()) {
      var items = bundles.stream().flatMap(OrderRegister::items).toList();
      for (var item : byNumber(partner, items).values()) {
        if (item.kind().equals(OrderKind.APPROVAL)) {
          var no = item.orderNo().substring(0, item.orderNo().lastIndexOf('-'));
          found.putIfAbsent(
              no,
              new OrderOfCase(no, item.caseNo(), item.partner(), item.role(), item.kind(), null));
        }
      }
    }
    return found;
  }

  private static Stream<String> items(String bundleNo) {
    return IntStream.rangeClosed(1, ITEMS.all().size())
        .mapToObj(place -> bundleNo + "-%02d".formatted(place));
  }

  private Map<String, OrderOfCase> byNumber(String partner, Collection<String> orderNos) {
    return jdbc
        .sql(
            """
            select order_no, case_no, partner, role, kind, partner_ref
            from case_order
            where order_no = any(:orderNos::text[]) and partner = :partner
            """)
        .param("orderNos", orderNos.toArray(String[]::new))
        .param("partner", partner)
        .query(OrderRegister::order)
        .list()
        .stream()
        .collect(Collectors.toMap(OrderOfCase::orderNo, Function.identity()));
  }

  /**
   * Marks the orders as asked for, so that with more of them than the limit, or with several hubs,
   * each order has its turn.
   */
  List<OrderOfCase> unfinished(String partner, int limit, Instant now) {
    return jdbc.sql(
            """
            with turn as (
              select order_no, asked_at
              from case_order
              where partner = :partner and awaited
              order by asked_at, order_no
              limit :limit
              for update skip locked
            ), asked as (
              update case_order o set asked_at = greatest(:now, t.asked_at)
              from turn t where o.order_no = t.order_no
              returning o.order_no, o.case_no, o.partner, o.role, o.kind, o.partner_ref,
                        t.asked_at as before
            )
            select * from asked order by before, order_no
            """)
        .param("partner", partner)
        .param("limit", limit)
        .param("now", at(now))
        .query(OrderRegister::order)
        .list();
  }

  private static OrderOfCase order(ResultSet row, int n) throws SQLException {
    return new OrderOfCase(
        row.getString("order_no"),
        row.getString("case_no"),
        row.getString("partner"),
        row.getString("role"),
        row.getString("kind"),
        row.getString("partner_ref"));
  }
}
