package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.shared.TimeColumn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database looks at the ledger when little is owed, and plans by that for some minutes. What
 * comes to be owed in that time must not be read over and over. Nothing of this is committed.
 */
class BacklogTest {

  private static final Rooms ROOMS = new Rooms();

  /** Rows that may be read for a few orders of a backlog of {@link #ORDERS}. */
  private static final int FEW = 600;

  private static final int ORDERS = 20_000;

  private final OrderTable orders = ROOMS.bean(OrderTable.class);
  private final JdbcClient jdbc = ROOMS.bean(JdbcClient.class);
  private final HealthTable health = new HealthTable(jdbc);

  @AfterAll
  static void close() {
    ROOMS.close();
  }

  @Test
  void ordersThatAreDueAreClaimedWithoutReadingTheRest() {
    readsFew(() -> orders.claimDue("county", 12, ROOMS.now(), lease()), 12);
  }

  @Test
  void whatIsBehindOrdersOnTheirWayIsPassedOverWithoutALookAtItsLane() {
    var behind = 48 * 90;
    reads(
        () -> {
          jdbc.sql(
                  """
                  update delivery_order
                  set case_no = 'WAY-' || position % 48, due_at = due_at - interval '1 h',
                      state = case when position <= 20048 then 'DISPATCHED' else 'OWED' end
                  where position between 20001 and 20000 + 48 + :behind
                  """)
              .param("behind", behind)
              .update();
        },
        () -> orders.claimDue("county", 12, ROOMS.now(), lease()),
        12,
        behind + FEW);
  }

  @Test
  void ordersOfOneCaseAreClaimedWithoutReadingTheRest() {
    readsFew(() -> orders.claim("LOT-7", List.of("county", "gas"), ROOMS.now(), lease()), 1);
  }

  @Test
  void aCanaryIsChosenWithoutReadingTheRest() {
    readsFew(() -> orders.claimCanary("county", ROOMS.now(), lease()).stream().toList(), 1);
  }

  @Test
  void whoHasOrdersDueIsFoundWithoutReadingThem() {
    readsFew(() -> health.due(List.of("county", "gas"), ROOMS.now()), 1);
  }

  @Test
  void whatCameOfAnOrderIsWrittenWithoutReadingTheRest() {
    readsFew(
        () -> {
          var claimed = orders.claim("LOT-7", List.of("county"), ROOMS.now(), lease());
          var delivered = new OrderTable.Next("DELIVERED", ROOMS.now());
          return claimed.stream()
              .flatMap(
                  it ->
                      orders
                          .settle(it, ROOMS.now(), ROOMS.now(), Outcome.delivered("A1"), delivered)
                          .stream())
              .toList();
        },
        1);
  }

  @Test
  void anOrderIsTakenBackWithoutReadingTheRest() {
    readsFew(() -> orders.cancel(List.of("LOT-20007"), ROOMS.now()), 1);
  }

  private static Instant lease() {
    return ROOMS.now().plus(Duration.ofMinutes(2));
  }

  private void readsFew(Supplier<List<?>> work, int found) {
    reads(() -> {}, work, found, FEW);
  }

  private void reads(Runnable before, Supplier<List<?>> work, int found, int rows) {
    new TransactionTemplate(ROOMS.bean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              status.setRollbackOnly();
              settleAll();
              write("DELIVERED", 0);
              jdbc.sql("analyze delivery_order").update();
              write("OWED", ORDERS);
              before.run();
              var read = read();
              assertThat(work.get()).hasSize(found);
              assertThat(read() - read).isLessThan(rows);
            });
  }

  private void settleAll() {
    jdbc.sql(
            """
            update delivery_order set state = 'DELIVERED' where unfinished
            """)
        .update();
    jdbc.sql("delete from delivery_partner").update();
  }

  /** Ten orders of each case, in turn. */
  private void write(String state, int from) {
    jdbc.sql(
            """
            insert into delivery_order (order_no, case_no, partner, role, kind, revision, position,
                                        content, state, due_at, owed_at)
            select 'LOT-' || n, 'LOT-' || n % :cases, 'county', 'upstream', 'status', 1, n,
                   '{}', :state, t, t
            from generate_series(:from + 1, :from + :orders) n
            cross join lateral (select :now::timestamptz - (1000000 - n) * interval '1 ms') o(t)
            """)
        .param("cases", ORDERS / 10)
        .param("from", from)
        .param("orders", ORDERS)
        .param("state", state)
        .param("now", TimeColumn.at(ROOMS.now()))
        .update();
  }

  /** Rows of the ledger that this transaction has read. */
  private long read() {
    return jdbc.sql(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
            where relname = 'delivery_order'
            """)
        .query(Long.class)
        .single();
  }
}
