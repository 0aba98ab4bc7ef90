package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Masking;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Stage;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the case record out of the log, masked. */
final class LogReader implements CaseReader {

  /** The most lines of any one answer. */
  private static final int MOST = 1000;

  private static final Map<Integer, String> LIGHTS = Map.of(1, "GREEN", 2, "AMBER", 3, "RED");

  private final JdbcClient jdbc;
  private final Waiting waiting;
  private final WorksViews works;
  private final ClockViews clocks;

  LogReader(JdbcClient jdbc, Waiting waiting, WorksViews works, ClockViews clocks) {
    this.jdbc = jdbc;
    this.waiting = waiting;
    this.works = works;
    this.clocks = clocks;
  }

  /** A row of a case with its latest form. */
  private record Row(
      CaseFile file, long lastSeq, JsonNode document, JsonNode warnings, Instant changedAt) {}

  @Override
  public Optional<CaseView> view(String caseNo) {
    // Events are only added, so those up to the last of the row are what the row is made of.
    return row(caseNo).map(row -> view(row, entries(caseNo, 0, row.lastSeq())));
  }

  @Override
  public List<EventView> events(String caseNo, long after, int limit) {
    var from = Math.max(0, after);
    var most = Math.max(1, Math.min(limit, MOST));
    var upTo = from > Long.MAX_VALUE - most ? Long.MAX_VALUE : from + most;
    return row(caseNo)
        .map(row -> masked(caseNo, entries(caseNo, from, upTo), row.document()))
        .orElse(List.of());
  }

  @Override
  public List<CaseSummary> search(Search search) {
    return jdbc.sql(
            """
            select case_no, upstream_apply_no, applicant, project, services, stage, status,
                   opened_at, changed_at, light
            from case_file f
            left join lateral (
              select max(case c.state when 'BREACHED' then 3 when 'WARNED' then 2 else 1 end)
                     as light
              from case_clock c where c.case_no = f.case_no and c.stopped_at is null
            ) worst on true
            where (:text::text is null or position(:text::text in search_text) > 0)
              and (:status::text is null or status = :status::text)
              and (:service::text is null or :service::text = any (services))
              and (:late::boolean is null or :late::boolean = exists (
                     select 1 from case_clock c
                     where c.case_no = f.case_no and c.state = 'BREACHED'
                       and c.stopped_at is null))
            order by changed_at desc, case_no desc
            offset :offset limit :limit
            """)
        .param(
            "text", search.text() == null ? null : search.text().strip().toLowerCase(Locale.ROOT))
        .param("status", search.status())
        .param("service", search.service())
        .param("late", search.late())
        .param("offset", Math.max(0, search.offset()))
        .param("limit", Math.max(1, Math.min(search.limit(), MOST)))
        .query(LogReader::summary)
        .list();
  }

  @Override
  public List<RevisionView> revisions(String caseNo) {
    return Revisions.of(
        jdbc.sql(
                """
                select revision, document, changes, received_at
                from application_revision where case_no = :caseNo order by revision
                """)
            .param("caseNo", caseNo)
            .query(
                (row, n) ->
                    new Revisions.Kept(
                        row.getInt("revision"),
                        Json.read(row.getString("document"), JsonNode.class),
                        Json.read(row.getString("changes"), JsonNode.class),
                        time(row, "received_at")))
            .list());
  }

  private Optional<Row> row(String caseNo) {
    return jdbc.sql(
            """
            select f.file, f.last_seq, f.changed_at, r.document, r.warnings
            from case_file f
            join application_revision r on r.case_no = f.case_no and r.revision = f.revision
            where f.case_no = :caseNo
            """)
        .param("caseNo", caseNo)
        .query(
            (row, n) ->
                new Row(
                    Json.read(row.getString("file"), CaseFile.class),
                    row.getLong("last_seq"),
                    Json.read(row.getString("document"), JsonNode.class),
                    Json.read(row.getString("warnings"), JsonNode.class),
                    time(row, "changed_at")))
        .optional();
  }

  private List<Entry> entries(String caseNo, long after, long upTo) {
    return jdbc.sql(
            """
            select e.seq, e.type, e.occurred_at, e.recorded_at, e.source, e.order_no, e.stage,
                   e.body, o.role
            from case_event e
            left join case_order o on o.order_no = e.order_no
            where e.case_no = :caseNo and e.seq > :after and e.seq <= :upTo
            order by e.seq
            """)
        .param("caseNo", caseNo)
        .param("after", after)
        .param("upTo", upTo)
        .query(LogReader::entry)
        .list();
  }

  private CaseView view(Row row, List<Entry> entries) {
    var file = row.file();
    var limits = clocks.of(file);
    return new CaseView(
        file.caseNo(),
        file.revision(),
        file.upstreamApplyNo(),
        file.status(),
        file.stage().name(),
        Views.stages(file),
        waiting.words(file, limits),
        Masking.of(row.document()).document(),
        Warnings.of(row.warnings(), file, Masking.of(row.document())),
        file.orders().values().stream().map(Views::order).toList(),
        file.calls().stream().map(Views::call).toList(),
        JointViews.of(file, Masking.of(row.document())),
        works.of(file, entries, Masking.of(row.document())),
        limits,
        masked(file.caseNo(), entries, row.document()),
        row.lastSeq(),
        file.openedAt(),
        row.changedAt());
  }

  private static List<EventView> masked(String caseNo, List<Entry> entries, JsonNode document) {
    var masking = Masking.of(document);
    return entries.stream().map(entry -> Views.masked(entry.view(caseNo), masking)).toList();
  }

  private static Entry entry(ResultSet row, int n) throws SQLException {
    var body = Json.read(row.getString("body"), JsonNode.class);
    var role = row.getString("role");
    return new Entry(
        row.getLong("seq"),
        EventJson.read(
            EventType.ofStored(row.getString("type")),
            time(row, "occurred_at"),
            row.getString("order_no"),
            body),
        time(row, "recorded_at"),
        row.getString("source"),
        role == null ? null : Role.service(role),
        Stage.valueOf(row.getString("stage")));
  }

  private static CaseSummary summary(ResultSet row, int n) throws SQLException {
    var stage = Stage.valueOf(row.getString("stage"));
    return new CaseSummary(
        row.getString("case_no"),
        row.getString("upstream_apply_no"),
        row.getString("applicant"),
        row.getString("project"),
        List.of((String[]) row.getArray("services").getArray()),
        stage.name(),
        stage.zh(),
        row.getString("status"),
        LIGHTS.get(row.getInt("light")),
        time(row, "opened_at"),
        time(row, "changed_at"));
  }
}
