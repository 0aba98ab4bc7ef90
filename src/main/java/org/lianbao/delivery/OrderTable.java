package org.lianbao.delivery;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger's tables. */
class OrderTable implements DeliveryReader {

  private static final String CLAIMED =
      """
      returning o.order_no, o.case_no, o.partner, o.kind, o.attempts, o.lease_until, o.content
      """;

  /**
   * An order may go when nothing before it in its lane is unfinished. The offset keeps the lane
   * from being joined: the database may have last counted what is owed when that was nothing, and a
   * join that is cheap then reads a backlog squared.
   */
  private static final String FIRST_OF_ITS_LANE =
      """
      not exists (select 1 from delivery_order e
                  where e.case_no = c.case_no and e.partner = c.partner
                    and e.position < c.position and e.unfinished
                  offset 0)
      """;

  /**
   * What is behind an order on its way is most of what is old; it need not be looked up in turn.
   */
  private static final String LANE_IS_FREE =
      """
      c.case_no not in (select d.case_no from delivery_order d
                        where d.partner = :partner and d.state = 'DISPATCHED')
      """;

  /** What a partner cannot take now waits where it is; it is looked at by the pacer. */
  private static final String FREE_TO_GO =
      """
      not exists (select 1 from delivery_partner h
                  where h.partner = c.partner
                    and (h.held_since is not null or h.paused_since is not null))
      and (select count(*) from delivery_order d
           where d.partner = c.partner and d.state = 'DISPATCHED') < :atOnce
      """;

  private final JdbcClient jdbc;
  private final String holder;
  private final int atOnce;

  OrderTable(JdbcClient jdbc, String holder, int atOnce) {
    this.jdbc = jdbc;
    this.holder = holder;
    this.atOnce = atOnce;
  }

  record Row(
      String orderNo,
      String caseNo,
      String partner,
      String role,
      String kind,
      int revision,
      long position,
      String content) {}

  /** Writes orders as owed; one that is there already stays as it is. */
  void insert(List<Row> rows, Instant now) {
    jdbc.sql(
            """
            insert into delivery_order (order_no, case_no, partner, role, kind, revision, position,
                                        content, state, due_at, owed_at)
            select r.order_no, r.case_no, r.partner, r.role, r.kind, r.revision, r.position,
                   r.content::json, 'OWED', :now, :now
            from unnest(:orderNos::text[], :caseNos::text[], :partners::text[], :roles::text[],
                        :kinds::text[], :revisions::int[], :positions::bigint[], :contents::text[])
                 as r(order_no, case_no, partner, role, kind, revision, position, content)
            on conflict (order_no) do nothing
            """)
        .param("now", at(now))
        .param("orderNos", rows.stream().map(Row::orderNo).toArray(String[]::new))
        .param("caseNos", rows.stream().map(Row::caseNo).toArray(String[]::new))
        .param("partners", rows.stream().map(Row::partner).toArray(String[]::new))
        .param("roles", rows.stream().map(Row::role).toArray(String[]::new))
        .param("kinds", rows.stream().map(Row::kind).toArray(String[]::new))
        .param("revisions", rows.stream().map(Row::revision).toArray(Integer[]::new))
        .param("positions", rows.stream().map(Row::position).toArray(Long[]::new))
        .param("contents", rows.stream().map(Row::content).toArray(String[]::new))
        .update();
  }

  /** The lanes these orders are in. */
  List<String> lanes(List<String> orderNos) {
    return jdbc.sql(
            """
            select distinct case_no, partner from delivery_order
            where order_no = any(:orderNos::text[])
            """)
        .param("orderNos", orderNos.toArray(String[]::new))
        .query((row, n) -> lane(row.getString("case_no"), row.getString("partner")))
        .list();
  }

  /** Takes back those of these orders that were never tried; says whose lanes that frees. */
  List<String> cancel(List<String> orderNos, Instant now) {
    return jdbc.sql(
            """
            update delivery_order set state = 'CANCELLED', settled_at = :now
            where order_no = any(:orderNos::text[]) and state = 'OWED' and attempts = 0
            returning partner
            """)
        .param("now", at(now))
        .param("orderNos", orderNos.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /**
   * Takes the lanes for the rest of the transaction, in a fixed order, so that whoever adds to a
   * lane and whoever frees it see each other's work.
   */
  void lockLanes(List<String> lanes) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(l, 0)) from unnest(:lanes::text[]) l")
        .param("lanes", lanes.stream().distinct().sorted().toArray(String[]::new))
        .query((row, n) -> n)
        .list();
  }

  static String lane(String caseNo, String partner) {
    return caseNo + " " + partner;
  }

  /**
   * Claims what may go now in the lanes of these partners of one case. Nobody else is locked out
   * while they are counted, so a few more may be on their way than should. It asks for the state,
   * since what is owed to these partners in all cases would be read for it otherwise.
   */
  List<Dispatch> claim(String caseNo, List<String> partners, Instant now, Instant leaseUntil) {
    return jdbc.sql(
            """
            update delivery_order o
            set state = 'DISPATCHED', attempts = o.attempts + 1,
                lease_until = :lease, lease_holder = :holder
            where o.order_no in (
              select c.order_no from delivery_order c
              where c.case_no = :caseNo and c.partner = any(:partners::text[])
                and c.unfinished and c.state = 'OWED' and c.due_at <= :now and
            """
                + FIRST_OF_ITS_LANE
                + "and "
                + FREE_TO_GO
                + "for update skip locked)\n"
                + CLAIMED)
        .param("atOnce", atOnce)
        .param("caseNo", caseNo)
        .param("partners", partners.toArray(String[]::new))
        .param("now", at(now))
        .param("lease", at(leaseUntil))
        .param("holder", holder)
        .query(DISPATCH)
        .list();
  }

  /** How many more orders of this partner may be on their way. */
  int room(String partner, OptionalInt most) {
    return most.orElse(atOnce)
        - jdbc.sql(
                """
                select count(*) from delivery_order
                where partner = :partner and state = 'DISPATCHED'
                """)
            .param("partner", partner)
            .query(Integer.class)
            .single();
  }

  /** Claims what is due of this partner's, what has been due longest first. */
  List<Dispatch> claimDue(String partner, int limit, Instant now, Instant leaseUntil) {
    return jdbc.sql(
            """
            with chosen as (
              select c.order_no, c.due_at from delivery_order c
              where c.partner = :partner and c.owed and c.due_at <= :now and
            """
                + LANE_IS_FREE
                + "and "
                + FIRST_OF_ITS_LANE
                + """
                order by c.due_at, c.position limit :limit for update skip locked),
                gone as (
                  update delivery_order o
                  set state = 'DISPATCHED', attempts = o.attempts + 1,
                      lease_until = :lease, lease_holder = :holder
                  from chosen where o.order_no = chosen.order_no
                """
                + CLAIMED
                + ", chosen.due_at) select * from gone order by due_at, order_no")
        .param("partner", partner)
        .param("now", at(now))
        .param("lease", at(leaseUntil))
        .param("holder", holder)
        .param("limit", limit)
        .query(DISPATCH)
        .list();
  }

  /**
   * Claims one order to see whether the partner answers: of those at the head of the queue one that
   * was tried least, so that no single order decides.
   */
  Optional<Dispatch> claimCanary(String partner, Instant now, Instant leaseUntil) {
    return jdbc.sql(
            """
            update delivery_order o
            set state = 'DISPATCHED', attempts = o.attempts + 1,
                lease_until = :lease, lease_holder = :holder
            where o.state = 'OWED' and o.order_no = (
              select head.order_no from (
                select c.order_no, c.attempts, c.due_at from delivery_order c
                where c.partner = :partner and c.owed and c.due_at <= :now and
            """
                + FIRST_OF_ITS_LANE
                + """
                order by c.due_at, c.order_no limit 100) head
                order by head.attempts, head.due_at, head.order_no limit 1)
                """
                + CLAIMED)
        .param("partner", partner)
        .param("now", at(now))
        .param("lease", at(leaseUntil))
        .param("holder", holder)
        .query(DISPATCH)
        .optional();
  }

  /** Whether an order is on its way; the one without a number is not. */
  boolean isOnItsWay(String orderNo) {
    return orderNo != null
        && jdbc.sql(
                """
                select exists (select 1 from delivery_order
                               where order_no = :orderNo and state = 'DISPATCHED')
                """)
            .param("orderNo", orderNo)
            .query(Boolean.class)
            .single();
  }

  /** Takes back what was on its way for too long. */
  void takeBack(Instant now) {
    jdbc.sql(
            """
            update delivery_order set state = 'OWED', lease_until = null
            where state = 'DISPATCHED' and lease_until < :now
            """)
        .param("now", at(now))
        .update();
  }

  /** Lets what the partner failed with wait in its old place instead of for a time of its own. */
  void queueAgain(String partner, Instant now) {
    jdbc.sql(
            """
            update delivery_order o set due_at = o.owed_at
            where o.order_no in (
              select c.order_no from delivery_order c
              where c.partner = :partner and c.owed and c.due_at > :now
                and c.failure = any(:failures::text[])
              for update skip locked)
            """)
        .param("partner", partner)
        .param("now", at(now))
        .param(
            "failures",
            Arrays.stream(Failure.values())
                .filter(failure -> failure.fault() == Outcome.Fault.PARTNER)
                .map(Failure::name)
                .toArray(String[]::new))
        .update();
  }

  /**
   * Owes an order again from now on, unless it is no longer what it was.
   *
   * @param before its state when a person chose it
   */
  boolean oweAgain(String orderNo, String before, Instant now) {
    return jdbc.sql(
                """
                update delivery_order
                set state = 'OWED', due_at = :now, tried_from = :now, settled_at = null
                where order_no = :orderNo and state = :before
                """)
            .param("now", at(now))
            .param("orderNo", orderNo)
            .param("before", before)
            .update()
        == 1;
  }

  /** Calls an order off, unless it is no longer what it was. */
  boolean callOff(String orderNo, String before, String why, Instant now) {
    return jdbc.sql(
                """
                update delivery_order
                set state = 'CANCELLED', settled_at = :now, reason = :why, failure = null
                where order_no = :orderNo and state = :before
                """)
            .param("now", at(now))
            .param("why", why)
            .param("orderNo", orderNo)
            .param("before", before)
            .update()
        == 1;
  }

  /** Gives back an order that never reached its queue, if this is the claim that it is under. */
  void release(Dispatch dispatch, Instant dueAt) {
    jdbc.sql(
            """
            update delivery_order
            set state = 'OWED', due_at = :due, attempts = attempts - 1, lease_until = null
            where order_no = :orderNo and attempts = :attempt and state = 'DISPATCHED'
              and lease_holder = :holder and lease_until = :lease
            """)
        .param("due", at(dueAt))
        .param("orderNo", dispatch.orderNo())
        .param("attempt", dispatch.attempt())
        .param("holder", holder)
        .param("lease", at(dispatch.leaseUntil()))
        .update();
  }

  /**
   * Gives back what this very hub put into queues that are gone, those of its last start or of a
   * broker that died.
   *
   * @param but orders that are out of the queue already
   */
  int releaseOwn(Instant now, List<String> but) {
    return jdbc.sql(
            """
            update delivery_order set state = 'OWED', due_at = :now, lease_until = null
            where state = 'DISPATCHED' and lease_holder = :holder
              and order_no <> all(:but::text[])
            """)
        .param("now", at(now))
        .param("holder", holder)
        .param("but", but.toArray(String[]::new))
        .update();
  }

  /**
   * Writes one attempt and, unless the order was settled before, what became of the order.
   *
   * @return empty if this attempt settled nothing
   */
  Optional<Settled> settle(
      Dispatch dispatch, Instant startedAt, Instant now, Outcome outcome, Next next) {
    var failure = outcome.failure() == null ? null : outcome.failure().name();
    return jdbc.sql(
            """
            with tried as (
              insert into delivery_attempt
                (order_no, attempt, started_at, ended_at, outcome, failure, fault, code, reason)
              values (:orderNo, :attempt, :started, :now, :outcome, :failure, :fault, :code, :reason)
              on conflict do nothing)
            update delivery_order o
            set state = :state, due_at = coalesce(:due, owed_at), lease_until = null,
                reason = :reason, failure = :failure,
                partner_ref = coalesce(:ref, partner_ref),
                settled_at = case when :state in ('DELIVERED', 'REFUSED', 'DEAD')
                                  then :now::timestamptz end
            where order_no = :orderNo and state in ('OWED', 'DISPATCHED', 'DEAD')
              and (attempts = :attempt or :state = 'DELIVERED')
            returning owed_at,
                      exists (select 1 from delivery_partner h
                              where h.partner = o.partner
                                and (h.held_since is not null or h.failing <> '{}')) as troubled,
                      exists (select 1 from delivery_pause p
                              where p.partner = o.partner and p.ended > o.owed_at) as paused
            """)
        .param("orderNo", dispatch.orderNo())
        .param("attempt", dispatch.attempt())
        .param("started", at(startedAt))
        .param("now", at(now))
        .param("outcome", outcome.kind().name())
        .param("failure", failure)
        .param("fault", outcome.fault() == null ? null : outcome.fault().name())
        .param("code", outcome.code())
        .param("reason", outcome.reason())
        .param("state", next.state())
        .param("due", at(next.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("ref", outcome.partnerRef())
        .query(
            (row, n) ->
                new Settled(
                    time(row, "owed_at"), row.getBoolean("troubled"), row.getBoolean("paused")))
        .optional();
  }

  /**
   * What is known of an order that was settled.
   *
   * @param troubled whether its partner is known to be in trouble
   * @param paused whether an operator held its partner since it was owed
   */
  record Settled(Instant owedAt, boolean troubled, boolean paused) {}

  @Override
  public List<DeliveryView> of(String caseNo) {
    return jdbc.sql(
            """
            select order_no, partner, kind, state, attempts, owed_at, due_at, settled_at,
                   partner_ref, failure, reason
            from delivery_order where case_no = :caseNo order by partner, position, order_no
            """)
        .param("caseNo", caseNo)
        .query(
            (row, n) ->
                new DeliveryView(
                    row.getString("order_no"),
                    row.getString("partner"),
                    row.getString("kind"),
                    row.getString("state"),
                    row.getInt("attempts"),
                    time(row, "owed_at"),
                    row.getString("state").equals("OWED") ? time(row, "due_at") : null,
                    time(row, "settled_at"),
                    row.getString("partner_ref"),
                    row.getString("failure") == null
                        ? null
                        : Failure.valueOf(row.getString("failure")),
                    row.getString("reason")))
        .list();
  }

  /**
   * What an order becomes after an attempt.
   *
   * @param dueAt {@code null}: its old place in the queue
   */
  record Next(String state, Instant dueAt) {}

  /** Since when an order is tried: since it was owed, or since a person sent it again. */
  Instant triedFrom(String orderNo) {
    return jdbc.sql(
            "select coalesce(tried_from, owed_at) from delivery_order where order_no = :orderNo")
        .param("orderNo", orderNo)
        .query(Timestamp.class)
        .single()
        .toInstant();
  }

  private static final RowMapper<Dispatch> DISPATCH = (ResultSet row, int n) -> dispatch(row);

  private static Dispatch dispatch(ResultSet row) throws SQLException {
    return new Dispatch(
        row.getString("order_no"),
        row.getString("case_no"),
        row.getString("partner"),
        row.getString("kind"),
        row.getInt("attempts"),
        time(row, "lease_until"),
        row.getString("content"));
  }
}
