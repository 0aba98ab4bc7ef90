package org.lianbao.attachments;

import static org.lianbao.shared.TimeColumn.at;
import static org.lianbao.shared.TimeColumn.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.lianbao.attachments.AttachmentReader.AttachmentView;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files of each case, what became of them, and the ids that partners gave them. */
class AttachmentTables {

  private final JdbcClient jdbc;

  AttachmentTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A file as a form names it, with its kind, or with what is wrong with it before it is fetched.
   */
  record Entry(Named named, String kind, String fault) {}

  /**
   * Writes down the files of a case; what is kept already is kept at once. Contents go in a fixed
   * order, so that two cases that name the same ones do not block each other for good.
   *
   * @return whether there is anything to fetch
   */
  boolean want(String caseNo, int revision, List<Entry> entries, Instant now) {
    return jdbc.sql(
            """
            with named as (
              select * from unnest(:codes::text[], :names::text[], :mimes::text[],
                                   :sizes::bigint[], :digests::text[], :urls::text[],
                                   :kinds::text[], :faults::text[])
                with ordinality
                as n (code, name, mime, size, sm3, url, kind, fault, place)
            ), contents as (
              insert into attachment_file (sm3)
              select distinct sm3 from named where fault is null order by sm3
              on conflict do nothing
            )
            insert into attachment (case_no, revision, position, material_code, file_name, mime,
                                    size, sm3, url, state, reason, try_at, changed_at)
            select :caseNo, :revision, n.place - 1, n.code, n.name, n.mime, n.size, n.sm3, n.url,
                   case when n.fault is not null then 'WRONG'
                        when f.kept_at is not null and f.mime = n.kind
                             and (n.size is null or n.size = f.size) then 'KEPT'
                        else 'WANTED' end,
                   n.fault, :now, :now
            from named n left join attachment_file f on f.sm3 = n.sm3
            on conflict do nothing
            returning state
            """)
        .param("caseNo", caseNo)
        .param("revision", revision)
        .param("now", at(now))
        .param("codes", texts(entries, entry -> entry.named().materialCode()))
        .param("names", texts(entries, entry -> entry.named().fileName()))
        .param("mimes", texts(entries, entry -> entry.named().mime()))
        .param("sizes", entries.stream().map(entry -> entry.named().size()).toArray(Long[]::new))
        .param("digests", texts(entries, entry -> entry.named().sm3()))
        .param("urls", texts(entries, entry -> entry.named().url()))
        .param("kinds", texts(entries, Entry::kind))
        .param("faults", texts(entries, Entry::fault))
        .query(String.class)
        .list()
        .contains("WANTED");
  }

  /** One file of a case that waits for its content. */
  record Wanted(String caseNo, int revision, int position, Named named, int tries, Instant tryAt) {}

  /** Everybody who waits for a content, due or not. */
  List<Wanted> wanted(String sm3) {
    return jdbc.sql(
            """
            select case_no, revision, position, material_code, file_name, mime, size, sm3, url,
                   tries, try_at
            from attachment
            where sm3 = :sm3 and state = 'WANTED'
            order by case_no, revision, position
            """)
        .param("sm3", sm3)
        .query(
            (row, n) ->
                new Wanted(
                    row.getString("case_no"),
                    row.getInt("revision"),
                    row.getInt("position"),
                    named(row),
                    row.getInt("tries"),
                    time(row, "try_at")))
        .list();
  }

  /** Says what became of a file that was wanted; a reason goes with WANTED and WRONG. */
  void settle(Wanted file, String state, String reason, Instant tryAt, Instant now) {
    jdbc.sql(
            """
            update attachment
            set state = :state, reason = :reason, tries = tries + 1, try_at = :tryAt,
                changed_at = :now
            where case_no = :caseNo and revision = :revision and position = :position
              and state = 'WANTED'
            """)
        .param("caseNo", file.caseNo())
        .param("revision", file.revision())
        .param("position", file.position())
        .param("state", state)
        .param("reason", reason)
        .param("tryAt", at(tryAt))
        .param("now", at(now))
        .update();
  }

  /** One more try for a file that is wrong, where it has an address and a digest. */
  void wantAgain(String caseNo, int revision, int position, int tries, Instant now) {
    jdbc.sql(
            """
            with again as (
              update attachment set state = 'WANTED', tries = :tries, try_at = :now,
                                    changed_at = :now
              where case_no = :caseNo and revision = :revision and position = :position
                and state = 'WRONG' and url is not null and sm3 is not null
              returning sm3)
            insert into attachment_file (sm3) select sm3 from again on conflict do nothing
            """)
        .param("caseNo", caseNo)
        .param("revision", revision)
        .param("position", position)
        .param("tries", tries)
        .param("now", at(now))
        .update();
  }

  /** A file of a case as a partner may get it. */
  record Standing(
      int position,
      Named named,
      String state,
      Instant tryAt,
      Instant changedAt,
      Long size,
      String mime,
      String fileId) {}

  List<Standing> standings(String caseNo, int revision, String partner) {
    return jdbc.sql(
            """
            select a.position, a.material_code, a.file_name, a.mime, a.size, a.sm3, a.url, a.state,
                   a.try_at, a.changed_at, f.size as counted, f.mime as found, u.file_id
            from attachment a
            left join attachment_file f on f.sm3 = a.sm3
            left join attachment_upload u on u.sm3 = a.sm3 and u.partner = :partner
            where a.case_no = :caseNo and a.revision = :revision
            order by a.position
            """)
        .param("caseNo", caseNo)
        .param("revision", revision)
        .param("partner", partner)
        .query(AttachmentTables::standing)
        .list();
  }

  void uploaded(String partner, String sm3, String fileId, Instant now) {
    jdbc.sql(
            """
            insert into attachment_upload (partner, sm3, file_id, uploaded_at)
            values (:partner, :sm3, :fileId, :now)
            on conflict (partner, sm3) do update set file_id = :fileId, uploaded_at = :now
            """)
        .param("partner", partner)
        .param("sm3", sm3)
        .param("fileId", fileId)
        .param("now", at(now))
        .update();
  }

  /** Which files these cases had; the contents nobody names any more go by {@link UnnamedFiles}. */
  void forget(List<String> caseNos) {
    jdbc.sql("delete from attachment where case_no = any(:caseNos::text[])")
        .param("caseNos", caseNos.toArray(String[]::new))
        .update();
  }

  List<AttachmentView> views(String caseNo) {
    return jdbc.sql(
            """
            select position, state, reason from attachment
            where case_no = :caseNo
              and revision = (select max(revision) from attachment where case_no = :caseNo)
            order by position
            """)
        .param("caseNo", caseNo)
        .query(AttachmentView.class)
        .list();
  }

  long stamp(String caseNo) {
    return jdbc.sql(
            """
            select coalesce(max((extract(epoch from changed_at) * 1000000)::bigint), 0)
            from attachment where case_no = :caseNo
            """)
        .param("caseNo", caseNo)
        .query(Long.class)
        .single();
  }

  private static Standing standing(ResultSet row, int n) throws SQLException {
    return new Standing(
        row.getInt("position"),
        named(row),
        row.getString("state"),
        time(row, "try_at"),
        time(row, "changed_at"),
        row.getObject("counted", Long.class),
        row.getString("found"),
        row.getString("file_id"));
  }

  private static Named named(ResultSet row) throws SQLException {
    return new Named(
        row.getString("material_code"),
        row.getString("file_name"),
        row.getString("mime"),
        row.getObject("size", Long.class),
        row.getString("sm3"),
        row.getString("url"));
  }

  private static String[] texts(List<Entry> entries, Function<Entry, String> column) {
    return entries.stream().map(column).toArray(String[]::new);
  }
}
