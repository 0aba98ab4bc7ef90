package org.lianbao.delivery;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lianbao.delivery.Health.Hold;
import org.lianbao.delivery.Health.Pause;
import org.lianbao.delivery.Health.Trouble;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The row of each partner. Who locks it takes no case and no lane afterwards, so that nobody waits
 * for each other in a ring.
 */
record HealthTable(JdbcClient jdbc) {

  /** Takes the partner's row for the rest of the transaction. */
  Health lock(String partner) {
    jdbc.sql("insert into delivery_partner (partner) values (:p) on conflict do nothing")
        .param("p", partner)
        .update();
    return one(partner, "for update").orElseThrow();
  }

  /** The same, unless another transaction has it. */
  Optional<Health> lockIfFree(String partner) {
    jdbc.sql("insert into delivery_partner (partner) values (:p) on conflict do nothing")
        .param("p", partner)
        .update();
    return one(partner, "for update skip locked");
  }

  /** Keeps when an operator's hold was, which ends now; the row of the partner forgets it. */
  void ended(Health before, Instant now) {
    jdbc.sql("insert into delivery_pause (partner, since, ended) values (:p, :since, :now)")
        .param("p", before.partner())
        .param("since", at(before.pause().since()))
        .param("now", at(now))
        .update();
  }

  /** When an operator held the partner between these instants, by now. */
  List<org.lianbao.calendar.Pause> paused(String partner, Instant from, Instant to) {
    return jdbc.sql(
            """
            select greatest(since, :from) as since, least(ended, :to) as ended
            from (select since, ended from delivery_pause where partner = :p
                  union all
                  select paused_since, :to from delivery_partner where partner = :p) held
            where since < :to and ended > :from
            """)
        .param("p", partner)
        .param("from", at(from))
        .param("to", at(to))
        .query((row, n) -> new org.lianbao.calendar.Pause(time(row, "since"), time(row, "ended")))
        .list();
  }

  /** All that are known. */
  List<Health> all() {
    return jdbc.sql("select * from delivery_partner").query((row, n) -> health(row)).list();
  }

  private Optional<Health> one(String partner, String lock) {
    return jdbc.sql("select * from delivery_partner where partner = :p " + lock)
        .param("p", partner)
        .query((row, n) -> health(row))
        .optional();
  }

  /**
   * Those among the partners that have orders due, and may be tried now. The offset keeps the
   * database from reading all that is owed to find out to whom.
   */
  List<String> due(List<String> partners, Instant now) {
    return jdbc.sql(
            """
            select p.slug from unnest(:partners::text[]) p(slug)
            left join delivery_partner h on h.partner = p.slug
            where h.paused_until <= :now
               or h.paused_since is null
                  and (h.held_since is null
                       or h.try_at <= :now
                          and not exists (select 1 from delivery_order c
                                          where c.order_no = h.canary and c.state = 'DISPATCHED'))
                  and exists (select 1 from delivery_order o
                              where o.partner = p.slug and o.owed and o.due_at <= :now
                              offset 0)
            """)
        .param("partners", partners.toArray(String[]::new))
        .param("now", at(now))
        .query(String.class)
        .list();
  }

  void save(Health health) {
    var trouble = health.trouble();
    var hold = health.hold();
    var pause = health.pause();
    jdbc.sql(
            """
            update delivery_partner
            set failing = :failing::text[], failure = :failure, code = :code, reason = :reason,
                failed_at = :failedAt, held_since = :heldSince, trials = :trials,
                canary = :canary, try_at = :tryAt, released_at = :releasedAt,
                paused_since = :pausedSince, paused_until = :pausedUntil, paused_by = :pausedBy,
                paused_why = :pausedWhy, free_at = :freeAt
            where partner = :partner
            """)
        .param("partner", health.partner())
        .param("failing", trouble == null ? new String[0] : trouble.orders().toArray(String[]::new))
        .param("failure", trouble == null ? null : trouble.failure().name())
        .param("code", trouble == null ? null : trouble.code())
        .param("reason", trouble == null ? null : trouble.reason())
        .param("failedAt", trouble == null ? null : at(trouble.at()))
        .param("heldSince", hold == null ? null : at(hold.since()))
        .param("trials", hold == null ? 0 : hold.trials())
        .param("canary", hold == null ? null : hold.canary())
        .param("tryAt", hold == null ? null : at(hold.tryAt()))
        .param("releasedAt", at(health.releasedAt()))
        .param("pausedSince", pause == null ? null : at(pause.since()))
        .param("pausedUntil", pause == null ? null : at(pause.until()))
        .param("pausedBy", pause == null ? null : pause.by())
        .param("pausedWhy", pause == null ? null : pause.why())
        .param("freeAt", at(health.freeAt()))
        .update();
  }

  private static Health health(ResultSet row) throws SQLException {
    var failure = row.getString("failure");
    var heldSince = time(row, "held_since");
    var pausedSince = time(row, "paused_since");
    return new Health(
        row.getString("partner"),
        failure == null
            ? null
            : new Trouble(
                List.of((String[]) row.getArray("failing").getArray()),
                Failure.valueOf(failure),
                row.getString("code"),
                row.getString("reason"),
                time(row, "failed_at")),
        heldSince == null
            ? null
            : new Hold(
                heldSince, row.getInt("trials"), row.getString("canary"), time(row, "try_at")),
        pausedSince == null
            ? null
            : new Pause(
                pausedSince,
                time(row, "paused_until"),
                row.getString("paused_by"),
                row.getString("paused_why")),
        time(row, "released_at"),
        time(row, "free_at"));
  }
}
