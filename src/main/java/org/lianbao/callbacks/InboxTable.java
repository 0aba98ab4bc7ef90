package org.lianbao.callbacks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.lianbao.callbacks.Inbox.Verdict;
import org.lianbao.callbacks.MessageArchive.Archived;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox's tables. */
class InboxTable {

  private static final String ARCHIVED =
      """
      select m.message_id, m.partner, m.channel, m.received_at, m.content_type, m.raw, m.reason,
             m.verdict, m.unread,
             (select min(e.order_no) from inbox_event e where e.message_id = m.message_id) order_no,
             (select min(e.reason) from inbox_event e
              where e.message_id = m.message_id and e.state = 'WAITING' and e.event is null) unclear
      from inbox_message m
      """;

  /** Unread but not refused, or recorded with something that has no meaning. */
  private static final String WAITS =
      """
      (m.unread and m.verdict is distinct from 'REFUSED'
       or exists (select 1 from inbox_event e
                  where e.message_id = m.message_id and e.state = 'WAITING' and e.event is null))
      """;

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
    return Set.copyOf(
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
            .param("bodies", texts(entries, entry -> Json.write(entry.tiding().body())))
            .query(String.class)
            .list()
            .stream()
            .filter(Objects::nonNull)
            .toList());
  }

  void archive(UUID messageId, Inbox.Message message, String reason) {
    archive(messageId, message, reason, null, false);
  }

  void archiveUnread(UUID messageId, Inbox.Message message, String reason, Verdict verdict) {
    archive(messageId, message, reason, verdict == Verdict.NONE ? null : verdict.name(), true);
  }

  private void archive(
      UUID messageId, Inbox.Message message, String reason, String verdict, boolean unread) {
    jdbc.sql(
            """
            insert into inbox_message
              (message_id, partner, channel, received_at, content_type, raw, reason, verdict, unread)
            values (:id, :partner, :channel, :at, :type, :raw, :reason, :verdict, :unread)
            """)
        .param("verdict", verdict)
        .param("unread", unread)
        .param("id", messageId)
        .param("partner", message.partner())
        .param("channel", message.channel())
        .param("at", at(message.receivedAt()))
        .param("type", message.contentType())
        .param("raw", message.raw())
        .param("reason", reason)
        .update();
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
            update inbox_event set state = 'RECORDED', reason = null, try_at = null
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

  List<Archived> latest(String partner, int limit) {
    return jdbc.sql(
            ARCHIVED
                + """
                where m.partner = :partner and not m.unread
                order by m.received_at desc, m.message_id limit :limit
                """)
        .param("partner", partner)
        .param("limit", limit)
        .query(InboxTable::archived)
        .list();
  }

  List<Archived> waiting(String partner) {
    return jdbc.sql(
            ARCHIVED
                + """
                where m.partner = :partner and m.redriven_at is null and
                """
                + WAITS
                + "order by m.received_at, m.message_id limit 1000")
        .param("partner", partner)
        .query(InboxTable::archived)
        .list();
  }

  /** Locks a message for the rest of the transaction; false if it waits no longer. */
  boolean lockWaiting(UUID messageId) {
    return jdbc.sql(
            """
            select m.message_id from inbox_message m
            where m.message_id = :id and m.redriven_at is null and
            """
                + WAITS
                + "for update of m")
        .param("id", messageId)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  void noLongerUnread(UUID messageId) {
    jdbc.sql("update inbox_message set unread = false where message_id = :id")
        .param("id", messageId)
        .update();
  }

  /** What had no meaning and now has one is done; the message too, if all of it has. */
  void redriven(UUID messageId, List<String> keys, Instant now) {
    jdbc.sql(
            """
            update inbox_event set state = 'REDRIVEN', try_at = null
            where message_id = :id and state = 'WAITING' and event is null
              and not event_key = any(:keys::text[])
            """)
        .param("id", messageId)
        .param("keys", keys.toArray(String[]::new))
        .update();
    jdbc.sql(
            """
            update inbox_message m set redriven_at = :now
            where m.message_id = :id and not exists (
              select 1 from inbox_event e
              where e.message_id = m.message_id and e.state = 'WAITING' and e.event is null)
            """)
        .param("id", messageId)
        .param("now", at(now))
        .update();
  }

  private static Archived archived(ResultSet row, int n) throws SQLException {
    var verdict = row.getString("verdict");
    var unread = row.getBoolean("unread");
    return new Archived(
        row.getObject("message_id", UUID.class),
        new Inbox.Message(
            row.getString("partner"),
            row.getString("channel"),
            row.getObject("received_at", OffsetDateTime.class).toInstant(),
            row.getString("content_type"),
            row.getBytes("raw"),
            false),
        row.getString("order_no"),
        unread,
        verdict == null ? Verdict.NONE : Verdict.valueOf(verdict),
        unread ? row.getString("reason") : row.getString("unclear"));
  }

  private static String[] texts(List<Entry> entries, Function<Entry, String> of) {
    return entries.stream().map(of).toArray(String[]::new);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
