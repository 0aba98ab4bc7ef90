package org.lianbao.attachments;

import static org.lianbao.shared.TimeColumn.at;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contents that were ever named: which are kept, and who is at work on which. */
class ContentTable {

  private final JdbcClient jdbc;

  ContentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A content as it is kept; size and media type are {@code null} while it is not. */
  record Content(String sm3, Long size, String mime) {

    boolean kept() {
      return size != null;
    }
  }

  /** Claims one content that is wanted and due, and that nobody is at work on. */
  Optional<Content> claim(Instant now, Instant leaseUntil) {
    return jdbc.sql(
            """
            update attachment_file set lease_until = :lease
            where sm3 = (
              select f.sm3 from attachment_file f
              where (f.lease_until is null or f.lease_until <= :now)
                and f.sm3 in (select a.sm3 from attachment a
                              where a.state = 'WANTED' and a.try_at <= :now)
              limit 1 for update skip locked)
            returning sm3, case when kept_at is not null then size end as size, mime
            """)
        .param("now", at(now))
        .param("lease", at(leaseUntil))
        .query(Content.class)
        .optional();
  }

  /** Gives a content back, unless its lease ran out and somebody else has it. */
  void release(String sm3, Instant leaseUntil) {
    jdbc.sql(
            """
            update attachment_file set lease_until = null
            where sm3 = :sm3 and lease_until = :lease
            """)
        .param("sm3", sm3)
        .param("lease", at(leaseUntil))
        .update();
  }

  /** The content, if it is kept. */
  Optional<Content> kept(String sm3) {
    return jdbc.sql(
            """
            select sm3, size, mime from attachment_file
            where sm3 = :sm3 and kept_at is not null
            """)
        .param("sm3", sm3)
        .query(Content.class)
        .optional();
  }

  void keep(Content content, Instant now) {
    jdbc.sql(
            """
            update attachment_file set size = :size, mime = :mime, kept_at = :now
            where sm3 = :sm3
            """)
        .param("sm3", content.sm3())
        .param("size", content.size())
        .param("mime", content.mime())
        .param("now", at(now))
        .update();
  }

  /** Wants a content again that the store has lost, for everybody who had it. */
  void lost(String sm3, Instant now) {
    jdbc.sql(
            """
            with gone as (
              update attachment_file set kept_at = null, lease_until = null where sm3 = :sm3)
            update attachment set state = 'WANTED', tries = 0, try_at = :now, changed_at = :now
            where sm3 = :sm3 and state = 'KEPT'
            """)
        .param("sm3", sm3)
        .param("now", at(now))
        .update();
  }
}
