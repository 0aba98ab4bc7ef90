package org.lianbao.callbacks;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox's tables. */
class InboxTable {

  private final JdbcClient jdbc;

  InboxTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A tiding with the place it has in the inbox: recorded, or waiting for a reason. */
  record Entry(Tiding tiding, String waitsFor) {}

  /**
   * Writes the tidings that were not there yet; a repeat is counted on the row it repeats.
   *
   * @param countRepeats off for partners that tell their whole history every time
   * @return the keys of those that are new
   */
  Set<String> insert(
      UUID messageId, String partner, List<Entry> entries, Instant now, boolean countRepeats) {
    var onRepeat = countRepeats ? "do update set repeats = e.repeats + 1" : "do nothing";
    return new HashSet<>(
        jdbc
            .sql(
                """
                insert into inbox_event as e
                  (partner, event_key, message_id, order_no, event, occurred_at, state, reason,
                   body, received_at, try_at)
                select :partner, r.key, :messageId, r.order_no, r.event, r.occurred_at,
                       case when r.reason is null then 'RECORDED' else 'WAITING' end,
                       r.reason, r.body::jsonb, :now,
                       case when r.reason is null then null else :now::timestamptz end
                from unnest(:keys::text[], :orderNos::text[], :events::text[],
                            :times::timestamptz[], :reasons::text[], :bodies::text[])
                     as r(key, order_no, event, occurred_at, reason, body)
                order by r.key
                on conflict (partner, event_key)
                """
                    + onRepeat
                    + " returning case when repeats = 0 then event_key end")
            .param("partner", partner)
            .param("messageId", messageId)
            .param("now", at(now))
            .param("keys", texts(entries, entry -> entry.tiding().key()))
            .param("orderNos", texts(entries, entry -> entry.tiding().orderNo()))
            .param(
                "events",
                texts(
                    entries,
                    entry -> entry.tiding().event() == null ? null : entry.tiding().event().name()))
            .param(
                "times",
                texts(
                    entries,
                    entry ->
                        entry.tiding().occurredAt() == null
                            ? null
                            : entry.tiding().occurredAt().toString()))
            .param("reasons", texts(entries, Entry::waitsFor))
            .param("bodies", texts(entries, InboxTable::body))
            .query(String.class)
            .list()
            .stream()
            .filter(Objects::nonNull)
            .toList());
  }

  /** Those whose key stands for something else: for another order, or another outcome. */
  List<Tiding> differing(String partner, List<Tiding> repeated) {
    var keys =
        Set.copyOf(
            jdbc.sql(
                    """
                    select e.event_key
                    from unnest(:keys::text[], :orderNos::text[], :outcomes::text[])
                         as r(key, order_no, outcome)
                    join inbox_event e on e.partner = :partner and e.event_key = r.key
                    where e.order_no is distinct from r.order_no
                       or e.body ->> 'outcome' is distinct from r.outcome
                    """)
                .param("partner", partner)
                .param("keys", repeated.stream().map(Tiding::key).toArray(String[]::new))
                .param("orderNos", repeated.stream().map(Tiding::orderNo).toArray(String[]::new))
                .param("outcomes", repeated.stream().map(Tiding::outcome).toArray(String[]::new))
                .query(String.class)
                .list());
    return repeated.stream().filter(tiding -> keys.contains(tiding.key())).toList();
  }

  /** A waiting tiding that has a meaning and only lacked its order. */
  record Waiting(String partner, String key, String body, int tries) {}

  List<Waiting> lockDue(Instant now, int limit) {
    return jdbc.sql(
            """
            select partner, event_key, body, tries from inbox_event
            where state = 'WAITING' and try_at <= :now and event is not null
            order by try_at limit :limit for update skip locked
            """)
        .param("now", at(now))
        .param("limit", limit)
        .query(
            (row, n) ->
                new Waiting(
                    row.getString("partner"),
                    row.getString("event_key"),
                    row.getString("body"),
                    row.getInt("tries")))
        .list();
  }

  void recorded(Waiting waiting) {
    jdbc.sql(
            """
            update inbox_event
            set state = 'RECORDED', reason = null, try_at = null,
                body = jsonb_strip_nulls(jsonb_build_object('outcome', body -> 'outcome'))
            where partner = :partner and event_key = :key
            """)
        .param("partner", waiting.partner())
        .param("key", waiting.key())
        .update();
  }

  void tryLater(Waiting waiting, Instant tryAt) {
    jdbc.sql(
            """
            update inbox_event set tries = tries + 1, try_at = :tryAt
            where partner = :partner and event_key = :key
            """)
        .param("tryAt", at(tryAt))
        .param("partner", waiting.partner())
        .param("key", waiting.key())
        .update();
  }

  /**
   * All it says while it waits; once it is recorded, what is needed to know it again. That row
   * stays for ever, so that a repeat is a repeat however late it comes.
   */
  private static String body(Entry entry) {
    var body = entry.tiding().body();
    if (entry.waitsFor() == null) {
      var outcome = entry.tiding().outcome();
      return outcome == null ? "{}" : Json.write(Map.of("outcome", outcome));
    }
    return Json.write(body);
  }

  private static String[] texts(List<Entry> entries, Function<Entry, String> of) {
    return entries.stream().map(of).toArray(String[]::new);
  }

  /** Those of the orders of which something waits. */
  Set<String> waitingAmong(String partner, Collection<String> orderNos) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct order_no from inbox_event
                where partner = :partner and state = 'WAITING'
                  and order_no = any(:orderNos::text[])
                """)
            .param("partner", partner)
            .param("orderNos", orderNos.toArray(String[]::new))
            .query(String.class)
            .list());
  }
}
