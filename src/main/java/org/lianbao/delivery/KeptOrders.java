package org.lianbao.delivery;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger, read. */
record KeptOrders(JdbcClient jdbc) implements OrderArchive {

  @Override
  public List<Kept> latest(String partner, int limit) {
    return jdbc.sql(
            """
            select order_no, content from delivery_order
            where partner = :partner order by owed_at desc, order_no limit :limit
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
            where partner = :partner and order_no = :orderNo
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
            where partner = :partner and state in ('OWED', 'DISPATCHED', 'DEAD')
            """)
        .param("partner", partner)
        .query(Long.class)
        .single();
  }
}
