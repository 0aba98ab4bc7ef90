package org.lianbao.callbacks;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lianbao.callbacks.Inbox.Verdict;
import org.lianbao.callbacks.MessageArchive.Archived;
import org.lianbao.callbacks.MessageArchive.Waiting;
import org.lianbao.shared.Legible;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The messages as they came, and which of them wait for a mended mapping. */
class MessageTable {

  /** Unread but not refused, or recorded with something that has no meaning. */
  private static final String WAITS =
      """
      m.redriven_at is null
      and (m.unread and m.verdict is distinct from 'REFUSED'
           or exists (select 1 from inbox_event e
                      where e.message_id = m.message_id
                        and e.state = 'WAITING' and e.event is null))
      """;

  /** Why a message {@code m} stays, however old it is; {@code null} where nothing needs it. */
  static final String KEPT =
      """
      case when m.unread and m.redriven_at is null and m.verdict is distinct from 'REFUSED'
           then 'UNREAD'
      else coalesce(
        (select 'WAITING_MESSAGE' from inbox_event e
         where e.message_id = m.message_id and e.state = 'WAITING' limit 1),
        (select u.why from inbox_event e
         join unresolved u on u.case_no = split_part(e.order_no, '-', 1)
         where e.message_id = m.message_id limit 1),
        (select 'CONTRADICTION' from inbox_event e
         join contradicted c on c.case_no = split_part(e.order_no, '-', 1)
         where e.message_id = m.message_id limit 1))
      end
      """;

  private final JdbcClient jdbc;

  MessageTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void archive(UUID messageId, Inbox.Message message, String reason) {
    archive(messageId, message, reason, Verdict.NONE, false);
  }

  void archiveUnread(UUID messageId, Inbox.Message message, String reason, Verdict verdict) {
    // One that was too large to be kept cannot be read by anybody.
    archive(messageId, message, reason, verdict, message.raw().length > 0);
  }

  private void archive(
      UUID messageId, Inbox.Message message, String reason, Verdict verdict, boolean unread) {
    jdbc.sql(
            """
            insert into inbox_message
              (message_id, partner, channel, received_at, content_type, raw, file_name, reason,
               verdict, unread)
            values (:id, :partner, :channel, :at, :type, :raw, :file, :reason, :verdict, :unread)
            """)
        .param("id", messageId)
        .param("partner", message.partner())
        .param("channel", message.channel())
        .param("at", at(message.receivedAt()))
        .param("type", Legible.of(message.contentType()))
        .param("raw", message.raw())
        .param("file", Legible.of(message.fileName()))
        .param("reason", Legible.of(reason))
        .param("verdict", verdict == Verdict.NONE ? null : verdict.name())
        .param("unread", unread)
        .update();
  }

  List<String> files(String partner, Instant since, int limit) {
    return jdbc.sql(
            """
            select file_name from inbox_message
            where partner = :partner and received_at >= :since and file_name is not null
            order by received_at desc limit :limit
            """)
        .param("partner", partner)
        .param("since", at(since))
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  List<UUID> latest(String partner, int limit) {
    return jdbc.sql(
            """
            select message_id from inbox_message
            where partner = :partner and not unread
            order by received_at desc, message_id limit :limit
            """)
        .param("partner", partner)
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  List<UUID> waiting(String partner, UUID after, int limit) {
    return jdbc.sql(
            "select m.message_id from inbox_message m where m.partner = :partner and "
                + WAITS
                + """
                and (:after::uuid is null or (m.received_at, m.message_id) >
                     (select a.received_at, a.message_id from inbox_message a
                      where a.message_id = :after::uuid))
                order by m.received_at, m.message_id limit :limit
                """)
        .param("partner", partner)
        .param("after", after, Types.OTHER)
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  List<Waiting> waits(String partner, int limit) {
    return jdbc.sql(
            """
            select * from (
              select e.partner, e.received_at, m.channel, e.order_no, e.reason, false as unread,
                     null as verdict, e.tries,
                     case when e.event is null then null else e.try_at end as try_at
              from inbox_event e left join inbox_message m on m.message_id = e.message_id
              where e.state = 'WAITING'
              union all
              select m.partner, m.received_at, m.channel, null, m.reason, true, m.verdict, 0, null
              from inbox_message m
              where m.unread and m.redriven_at is null and m.verdict is distinct from 'REFUSED') w
            where :partner::text is null or w.partner = :partner
            order by w.received_at, w.order_no limit :limit
            """)
        .param("partner", partner, Types.VARCHAR)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Waiting(
                    row.getString("partner"),
                    time(row, "received_at"),
                    row.getString("channel"),
                    row.getString("order_no"),
                    row.getString("reason"),
                    row.getBoolean("unread"),
                    verdict(row),
                    row.getInt("tries"),
                    time(row, "try_at")))
        .list();
  }

  Optional<Archived> read(UUID messageId) {
    return jdbc.sql(
            """
            select m.*,
                   (select min(e.order_no) from inbox_event e
                    where e.message_id = m.message_id) as order_no
            from inbox_message m where m.message_id = :id
            """)
        .param("id", messageId)
        .query(MessageTable::archived)
        .optional();
  }

  /** Locks a message for the rest of the transaction; false if it waits no longer. */
  boolean lockWaiting(UUID messageId) {
    return jdbc.sql(
            "select m.message_id from inbox_message m where m.message_id = :id and "
                + WAITS
                + "for update of m")
        .param("id", messageId)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  /** A mapping has read it: from now on what it says may wait, but not the message itself. */
  void isRead(UUID messageId) {
    jdbc.sql("update inbox_message set unread = false where message_id = :id")
        .param("id", messageId)
        .update();
  }

  /** What had no meaning and now has one is done; the message too, if all of it has. */
  void redriven(UUID messageId, List<String> keys, Instant now) {
    jdbc.sql(
            """
            update inbox_event set state = 'REDRIVEN', try_at = null, body = '{}'
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
    return new Archived(
        row.getObject("message_id", UUID.class),
        new Inbox.Message(
            row.getString("partner"),
            row.getString("channel"),
            time(row, "received_at"),
            row.getString("content_type"),
            row.getBytes("raw"),
            row.getString("file_name"),
            false),
        row.getString("order_no"),
        row.getBoolean("unread"),
        verdict(row));
  }

  private static Verdict verdict(ResultSet row) throws SQLException {
    var verdict = row.getString("verdict");
    return verdict == null ? Verdict.NONE : Verdict.valueOf(verdict);
  }
}
