package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.lianbao.application.Application;
import org.lianbao.application.Changes.Change;
import org.lianbao.application.Masking;
import org.lianbao.calendar.Pause;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.OrderFile;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Writes chapters: each in one statement, whatever it holds. */
final class CaseTables {

  private static final String ADD_EVENTS =
      """
      said as (
        insert into case_event (case_no, seq, type, occurred_at, recorded_at, source, order_no,
                                stage, body)
        select :caseNo, e.seq, e.type, e.occurred_at, :recordedAt, e.source, e.order_no, e.stage,
               e.body
        from unnest(:seqs::bigint[], :types::text[], :occurred::timestamptz[], :sources::text[],
                    :about::text[], :stages::text[], :bodies::jsonb[])
             as e (seq, type, occurred_at, source, order_no, stage, body)
      )
      """;

  private static final String WRITE_ORDERS =
      """
      insert into case_order (order_no, case_no, partner, role, kind, partner_ref, state, awaited,
                              changed_at, asked_at, heard_at, waits, sent_at, receipted_at,
                              accepted_at, finished_at, owed_at, answered_at, ended_at, closed)
      select o.order_no, :caseNo, o.partner, o.role, o.kind, o.partner_ref, o.state, o.awaited,
             :recordedAt, :recordedAt, case when o.news then :recordedAt::timestamptz end, o.waits,
             case when o.state in ('SENT', 'RECEIPTED', 'ACCEPTED', 'FINISHED')
                  then :recordedAt::timestamptz end,
             case when o.state in ('RECEIPTED', 'ACCEPTED', 'FINISHED')
                  then :recordedAt::timestamptz end,
             case when o.state in ('ACCEPTED', 'FINISHED') then :recordedAt::timestamptz end,
             case when o.state = 'FINISHED' then :recordedAt::timestamptz end,
             case when o.partner <> :window then :recordedAt::timestamptz end,
             o.answered_at, o.ended_at, o.closed
      from unnest(:orderNos::text[], :partners::text[], :roles::text[], :kinds::text[],
                  :references::text[], :states::text[], :awaited::boolean[], :waits::boolean[],
                  :news::boolean[], :answered::timestamptz[], :ended::timestamptz[],
                  :closed::jsonb[])
           as o (order_no, partner, role, kind, partner_ref, state, awaited, waits, news,
                 answered_at, ended_at, closed)
      on conflict (order_no) do update
      set partner_ref = excluded.partner_ref, state = excluded.state, awaited = excluded.awaited,
          changed_at = excluded.changed_at, waits = excluded.waits,
          answered_at = excluded.answered_at, ended_at = excluded.ended_at,
          closed = excluded.closed,
          heard_at = coalesce(excluded.heard_at, case_order.heard_at),
          sent_at = case when case_order.state = 'OWED'
                         then excluded.sent_at else case_order.sent_at end,
          receipted_at = case when case_order.state in ('OWED', 'SENT')
                              then excluded.receipted_at else case_order.receipted_at end,
          accepted_at = case when case_order.state in ('OWED', 'SENT', 'RECEIPTED')
                             then excluded.accepted_at else case_order.accepted_at end,
          finished_at = case when case_order.state in ('OWED', 'SENT', 'RECEIPTED', 'ACCEPTED')
                             then excluded.finished_at else case_order.finished_at end
      """;

  private static final String CHAPTER = ADD_EVENTS + ", " + ClockRows.WRITE + WRITE_ORDERS;

  private final JdbcClient jdbc;

  CaseTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A case taken for the rest of the transaction. */
  record Taken(CaseFile file, long lastSeq) {}

  Optional<Taken> take(String caseNo) {
    return jdbc.sql("select file, last_seq from case_file where case_no = :caseNo for update")
        .param("caseNo", caseNo)
        .query(CaseTables::taken)
        .optional();
  }

  /** The same, unless somebody else has it. */
  Optional<Taken> takeIfFree(String caseNo) {
    return jdbc.sql(
            """
            select file, last_seq from case_file where case_no = :caseNo for update skip locked
            """)
        .param("caseNo", caseNo)
        .query(CaseTables::taken)
        .optional();
  }

  private static Taken taken(ResultSet row, int n) throws SQLException {
    return new Taken(Json.read(row.getString("file"), CaseFile.class), row.getLong("last_seq"));
  }

  /** The form as it stands now. */
  Application application(String caseNo) {
    return jdbc.sql(
            """
            select document from application_revision
            where case_no = :caseNo order by revision desc limit 1
            """)
        .param("caseNo", caseNo)
        .query((row, n) -> new Application(Json.read(row.getString(1), JsonNode.class)))
        .single();
  }

  boolean lock(String caseNo) {
    return jdbc.sql("select 1 from case_file where case_no = :caseNo for update")
        .param("caseNo", caseNo)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void insert(Chapter chapter, Application application, JsonNode warnings) {
    var shown = Masking.of(application.document()).document();
    withChapter(
            """
            with opened as (
              insert into case_file (case_no, upstream_apply_no, revision, file, last_seq, stage,
                                     status, applicant, project, services, search_text, opened_at,
                                     changed_at)
              values (:caseNo, :upstreamApplyNo, :revision, :file::jsonb, :lastSeq, :stage,
                      :status, :applicant, :project, :services::text[], :searchText, :openedAt,
                      :recordedAt)
            ), form as (
              insert into application_revision (case_no, revision, document, meaning, warnings,
                                                received_at)
              values (:caseNo, :revision, :document::jsonb, :meaning, :warnings::jsonb, :openedAt)
            ),
            """
                + CHAPTER,
            chapter)
        .param("upstreamApplyNo", application.upstreamApplyNo())
        .param("revision", chapter.file().revision())
        .param("applicant", shown.path("applicant").path("name").asText())
        .param("project", shown.path("project").path("name").textValue())
        .param("services", chapter.file().services().toArray(String[]::new))
        .param("searchText", searchText(chapter.file(), application))
        .param("openedAt", at(chapter.file().openedAt()))
        .param("document", Json.write(application.document()))
        .param("meaning", application.meaning())
        .param("warnings", Json.write(warnings))
        .update();
  }

  /** Writes a chapter that begins with a changed form. */
  void amend(
      Chapter chapter,
      Application application,
      JsonNode warnings,
      List<Change> changes,
      Instant receivedAt) {
    var shown = Masking.of(application.document()).document();
    withChapter(
            """
            with moved as (
              update case_file
              set file = :file::jsonb, last_seq = :lastSeq, stage = :stage, status = :status,
                  changed_at = :recordedAt, revision = :revision, applicant = :applicant,
                  project = :project, services = :services::text[], search_text = :searchText,
                  erased_at = null
              where case_no = :caseNo
            ), form as (
              insert into application_revision (case_no, revision, document, meaning, warnings,
                                                changes, received_at)
              values (:caseNo, :revision, :document::jsonb, :meaning, :warnings::jsonb,
                      :changes::jsonb, :receivedAt)
            ),
            """
                + CHAPTER,
            chapter)
        .param("revision", chapter.file().revision())
        .param("applicant", shown.path("applicant").path("name").asText())
        .param("project", shown.path("project").path("name").textValue())
        .param("services", chapter.file().everAskedFor().toArray(String[]::new))
        .param("searchText", searchText(chapter.file(), application))
        .param("document", Json.write(application.document()))
        .param("meaning", application.meaning())
        .param("warnings", Json.write(warnings))
        .param("changes", Json.write(changes))
        .param("receivedAt", at(receivedAt))
        .update();
  }

  void append(Chapter chapter) {
    withChapter(
            """
            with moved as (
              update case_file
              set file = :file::jsonb, last_seq = :lastSeq, stage = :stage, status = :status,
                  changed_at = :recordedAt
              where case_no = :caseNo
            ),
            """
                + CHAPTER,
            chapter)
        .update();
  }

  /** Writes limits that were reckoned again with nothing to tell. */
  void reckoned(Chapter chapter) {
    jdbc.sql("with " + ClockRows.WRITE + " select 1")
        .param("caseNo", chapter.file().caseNo())
        .param("recordedAt", at(chapter.recordedAt()))
        .param("clocks", ClockRows.json(chapter.limits().clocks()))
        .param("gone", chapter.limits().gone().toArray(String[]::new))
        .query(Integer.class)
        .single();
  }

  private StatementSpec withChapter(String sql, Chapter chapter) {
    var file = chapter.file();
    var entries = chapter.entries();
    var touched = chapter.touched();
    return jdbc.sql(sql)
        .param("caseNo", file.caseNo())
        .param("file", Json.write(file))
        .param("lastSeq", chapter.lastSeq())
        .param("stage", file.stage().name())
        .param("status", file.status())
        .param("recordedAt", at(chapter.recordedAt()))
        .param("seqs", entries.stream().map(Entry::seq).toArray(Long[]::new))
        .param("types", texts(entries, entry -> entry.event().type().stored()))
        .param("occurred", texts(entries, entry -> entry.event().occurredAt().toString()))
        .param("sources", texts(entries, Entry::source))
        .param("about", texts(entries, entry -> entry.event().orderNo()))
        .param("stages", texts(entries, entry -> entry.stage().name()))
        .param("bodies", texts(entries, entry -> Json.write(EventJson.body(entry.event()))))
        .param("orderNos", texts(touched, OrderFile::orderNo))
        .param("partners", texts(touched, OrderFile::partner))
        .param("roles", texts(touched, OrderFile::role))
        .param("kinds", texts(touched, OrderFile::kind))
        .param("references", texts(touched, OrderFile::reference))
        .param("states", texts(touched, OrderFile::state))
        .param("window", Role.WINDOW)
        .param("answered", texts(touched, order -> time(order.answeredAt())))
        .param("ended", texts(touched, order -> time(order.endedAt())))
        .param("closed", texts(touched, order -> closed(order.closedMeanwhile())))
        .param("awaited", touched.stream().map(OrderFile::awaited).toArray(Boolean[]::new))
        .param("waits", touched.stream().map(OrderFile::partnersTurn).toArray(Boolean[]::new))
        .param("news", touched.stream().map(chapter::news).toArray(Boolean[]::new))
        .param("clocks", ClockRows.json(chapter.limits().clocks()))
        .param("gone", chapter.limits().gone().toArray(String[]::new));
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static String time(Instant at) {
    return at == null ? null : at.toString();
  }

  private static String closed(List<Pause> times) {
    return times.isEmpty() ? null : Json.write(times);
  }

  private static String searchText(CaseFile file, Application application) {
    return String.join(
            "\n",
            file.caseNo(),
            file.upstreamApplyNo(),
            application.applicantName(),
            application.projectName().orElse(""))
        .toLowerCase(Locale.ROOT);
  }
}
