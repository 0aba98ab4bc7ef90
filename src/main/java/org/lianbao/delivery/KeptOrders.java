package org.lianbao.delivery;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger, read. */
record KeptOrders(JdbcClient jdbc) implements OrderArchive {

  /** Why an attempt {@code m} stays, however old it is; {@code null} where nothing needs it. */
  static final String ATTEMPT_KEPT =
      """
      (select u.why from delivery_order o join unresolved u on u.case_no = o.case_no
       where o.order_no = m.order_no limit 1)
      """;

  /** What was sent for these cases; that it was sent, and when, stays. */
  void erase(List<String> caseNos) {
    jdbc.sql(
            """
            update delivery_order set content = '{}'
            where case_no = any(:caseNos::text[])
            """)
        .param("caseNos", caseNos.toArray(String[]::new))
        .update();
  }

  @Override
  public List<Kept> latest(String partner, int limit) {
    return jdbc.sql(
            """
            select order_no, content from delivery_order
            where partner = :partner and content::text <> '{}'
            order by owed_at desc, order_no limit :limit
            """)
        .param("partner", partner)
        .param("limit", limit)
        .query(Kept.class)
        .list();
  }

  @Override
  public Optional<Kept> find(String partner, String orderNo) {
    return jdbc.sql(
            """
            select order_no, content from delivery_order
            where partner = :partner and order_no = :orderNo and content::text <> '{}'
            """)
        .param("partner", partner)
        .param("orderNo", orderNo)
        .query(Kept.class)
        .optional();
  }

  @Override
  public long unsettled(String partner) {
    return jdbc.sql(
            """
            select count(*) from delivery_order
            where partner = :partner and unfinished
            """)
        .param("partner", partner)
        .query(Long.class)
        .single();
  }
}
