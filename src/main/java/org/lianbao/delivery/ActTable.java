package org.lianbao.delivery;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.time.Instant;
import java.util.List;
import org.lianbao.delivery.PartnerReader.Act;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what to partners and orders. */
record ActTable(JdbcClient jdbc) {

  /** Who does what the hub does by itself. */
  static final String HUB = "hub";

  /** Why an act {@code m} stays, however old it is; {@code null} where nothing needs it. */
  static final String KEPT =
      """
      coalesce(
        (select 'HELD_PARTNER' from delivery_partner h
         where h.partner = m.partner and (h.held_since is not null or h.paused_since is not null)),
        (select u.why from delivery_act_order a
         join delivery_order o on o.order_no = a.order_no
         join unresolved u on u.case_no = o.case_no
         where a.act_id = m.act_id limit 1))
      """;

  /** An act not written yet. */
  record Fresh(Instant at, String by, String act, String partner, String reason) {}

  static Fresh hold(String partner, String by, Instant at, String reason) {
    return new Fresh(at, by, "HOLD", partner, reason);
  }

  static Fresh release(String partner, String by, Instant at, String reason) {
    return new Fresh(at, by, "RELEASE", partner, reason);
  }

  /** Writes it and returns its number. */
  long write(Fresh act) {
    return jdbc.sql(
            """
            insert into delivery_act (at, by_whom, act, partner, reason)
            values (:at, :by, :act, :partner, :reason) returning act_id
            """)
        .param("at", at(act.at()))
        .param("by", act.by())
        .param("act", act.act())
        .param("partner", act.partner())
        .param("reason", act.reason())
        .query(Long.class)
        .single();
  }

  /** Writes down that the act concerned this order. */
  void concern(long act, String orderNo, String partner, String before) {
    jdbc.sql(
            """
            insert into delivery_act_order (act_id, order_no, partner, state_before)
            values (:act, :orderNo, :partner, :before)
            """)
        .param("act", act)
        .param("orderNo", orderNo)
        .param("partner", partner)
        .param("before", before)
        .update();
  }

  /** The latest acts that concern a partner or orders of its, latest first. */
  List<Act> latest(String partner, int limit) {
    return jdbc.sql(
            """
            select a.*, (select count(*) from delivery_act_order o
                         where o.act_id = a.act_id and o.partner = :partner) as orders
            from delivery_act a
            where a.act_id in (
              (select act_id from delivery_act where partner = :partner
               order by act_id desc limit :limit)
              union
              (select distinct act_id from delivery_act_order where partner = :partner
               order by act_id desc limit :limit))
            order by a.act_id desc limit :limit
            """)
        .param("partner", partner)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Act(
                    time(row, "at"),
                    row.getString("by_whom"),
                    row.getString("act"),
                    row.getString("reason"),
                    row.getInt("orders")))
        .list();
  }
}
