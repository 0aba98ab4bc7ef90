package org.lianbao.routing.tables;

import static org.lianbao.shared.TimeColumn.at;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows the hub has written, and what the partner said of them. */
@Component
class SentRows {

  private static final RowMapper<Sent> SENT =
      (row, n) ->
          new Sent(
              row.getString("partner"),
              row.getString("table_name"),
              row.getString("identity"),
              row.getInt("edition"),
              row.getString("row_key"),
              row.getString("order_no"),
              row.getString("digest"),
              row.getString("state"));

  private final JdbcClient jdbc;
  private final Clock clock;

  SentRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One row written.
   *
   * @param identity what it is about, the same for all its editions
   * @param edition counts from 0
   * @param key its own key in the table
   * @param state SENT, TAKEN, ACCEPTED, FAILED or REPLACED
   */
  record Sent(
      String partner,
      String table,
      String identity,
      int edition,
      String key,
      String orderNo,
      String digest,
      String state) {

    boolean failed() {
      return state.equals("FAILED");
    }

    Sent next(String order, String itsDigest, int revision) {
      var number = edition + 1;
      return new Sent(
          partner,
          table,
          identity,
          number,
          RowKey.of(order, table, revision, identity, number),
          order,
          itsDigest,
          "SENT");
    }
  }

  /** Keeps others from writing rows about these things until the transaction ends. */
  void lock(String partner, Collection<String> things) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(t, 1)) from unnest(:things::text[]) t")
        .param(
            "things",
            things.stream().map(thing -> partner + " " + thing).sorted().toArray(String[]::new))
        .query((row, n) -> n)
        .list();
  }

  Optional<Sent> latest(String partner, String table, String identity) {
    return jdbc.sql(
            """
            select * from exchange_sent
            where partner = :partner and table_name = :table and identity = :identity
            order by edition desc limit 1
            """)
        .param("partner", partner)
        .param("table", table)
        .param("identity", identity)
        .query(SENT)
        .optional();
  }

  /** Remembers a row; the edition before it no longer counts. */
  void add(Sent row) {
    jdbc.sql(
            """
            update exchange_sent set state = 'REPLACED'
            where partner = :partner and table_name = :table and identity = :identity
              and edition < :edition and state <> 'REPLACED'
            """)
        .param("partner", row.partner)
        .param("table", row.table)
        .param("identity", row.identity)
        .param("edition", row.edition)
        .update();
    jdbc.sql(
            """
            insert into exchange_sent (partner, table_name, identity, edition, row_key, order_no,
                                       digest, state, sent_at)
            values (:partner, :table, :identity, :edition, :key, :order, :digest, 'SENT', :now)
            """)
        .param("partner", row.partner)
        .param("table", row.table)
        .param("identity", row.identity)
        .param("edition", row.edition)
        .param("key", row.key)
        .param("order", row.orderNo)
        .param("digest", row.digest)
        .param("now", at(clock.now()))
        .update();
  }

  /**
   * Rows the partner has not decided on, in the order of their keys.
   *
   * @param after the key to go on from, so that rows nobody ever decides on keep no others away
   */
  List<Sent> undecided(String partner, String after, int limit) {
    return jdbc.sql(
            """
            select * from exchange_sent
            where partner = :partner and state in ('SENT', 'TAKEN') and row_key > :after
            order by row_key limit :limit
            """)
        .param("partner", partner)
        .param("after", after)
        .param("limit", limit)
        .query(SENT)
        .list();
  }

  /**
   * Writes down what the partner says of a row.
   *
   * @return whether that is news
   */
  boolean decided(Sent row, String state, String reason) {
    return jdbc.sql(
                """
                update exchange_sent set state = :state, reason = :reason
                where partner = :partner and row_key = :key and table_name = :table
                  and state in ('SENT', 'TAKEN') and state <> :state
                """)
            .param("state", state)
            .param("reason", reason)
            .param("partner", row.partner)
            .param("table", row.table)
            .param("key", row.key)
            .update()
        == 1;
  }

  /** The orders that rows of a table were written for, by the rows' keys. */
  Map<String, String> orders(String partner, String table, Collection<String> keys) {
    var orders = new HashMap<String, String>();
    jdbc.sql(
            """
            select row_key, order_no from exchange_sent
            where partner = :partner and table_name = :table and row_key = any(:keys::text[])
            """)
        .param("partner", partner)
        .param("table", table)
        .param("keys", keys.toArray(String[]::new))
        .query((row, n) -> orders.put(row.getString(1), row.getString(2)))
        .list();
    return orders;
  }
}
