package org.lianbao.cases.log;

import static org.lianbao.shared.TimeColumn.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lianbao.application.Masking;
import org.lianbao.retention.Erasing;
import org.lianbao.retention.Portion;
import org.lianbao.retention.Rule;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Cases that ended long ago lose what is personal in them (个人信息保护法 19, 47): the forms, the files,
 * what was sent. The record stays: events, clocks and orders, with what was said about persons
 * masked for good, since without the form nobody could mask it later. What a case has heard it
 * still knows again.
 */
class OldCases implements Rule {

  private static final int BATCH = 20;

  private static final String OLD =
      "f.status <> 'OPEN' and f.erased_at is null and f.changed_at < :before";

  private static final String WHY =
      "(select u.why from unresolved u where u.case_no = f.case_no limit 1)";

  /** What a form still says without any person in it. */
  private static final List<String> PLAIN = List.of("upstreamApplyNo", "applyType", "services");

  private final JdbcClient jdbc;
  private final ObjectProvider<Erasing> others;
  private final Clock clock;

  OldCases(JdbcClient jdbc, ObjectProvider<Erasing> others, Clock clock) {
    this.jdbc = jdbc;
    this.others = others;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cases";
  }

  @Override
  public Keep keep() {
    return Keep.CASES;
  }

  @Override
  public List<Portion> look(Instant before) {
    var kept = new TreeMap<String, Long>();
    jdbc.sql(
            """
            select coalesce(why, '') as why, count(*) as cases
            from (select %s as why from case_file f where %s) c group by why
            """
                .formatted(WHY, OLD))
        .param("before", at(before))
        .query(
            row -> {
              kept.put(row.getString("why"), row.getLong("cases"));
            });
    var erased = Optional.ofNullable(kept.remove("")).orElse(0L);
    return erased == 0 && kept.isEmpty() ? List.of() : List.of(new Portion("cases", erased, kept));
  }

  @Override
  public Optional<Portion> step(Instant before) {
    var caseNos =
        jdbc.sql(
                """
                select f.case_no from case_file f where %s and %s is null
                order by f.changed_at limit %d for update of f skip locked
                """
                    .formatted(OLD, WHY, BATCH))
            .param("before", at(before))
            .query(String.class)
            .list();
    if (caseNos.isEmpty()) {
      return Optional.empty();
    }
    caseNos.forEach(this::erase);
    others.forEach(it -> it.erase(caseNos));
    return Optional.of(new Portion("cases", caseNos.size(), Map.of()));
  }

  private void erase(String caseNo) {
    var forms =
        jdbc.sql(
                "select document from application_revision where case_no = :caseNo order by revision")
            .param("caseNo", caseNo)
            .query((row, n) -> Json.read(row.getString(1), JsonNode.class))
            .list();
    maskEvents(caseNo, forms);
    maskFile(caseNo, forms);
    jdbc.sql(
            """
            update application_revision r
            set changes = '[]', warnings = '[]',
                document = coalesce((select jsonb_object_agg(key, value) from jsonb_each(r.document)
                                     where key = any(:plain::text[])), '{}')
            where case_no = :caseNo
            """)
        .param("caseNo", caseNo)
        .param("plain", PLAIN.toArray(String[]::new))
        .update();
  }

  private void maskEvents(String caseNo, List<JsonNode> forms) {
    jdbc.sql("select seq, body from case_event where case_no = :caseNo")
        .param("caseNo", caseNo)
        .query((row, n) -> Map.entry(row.getLong(1), Json.read(row.getString(2), ObjectNode.class)))
        .list()
        .forEach(
            event -> {
              var masked = masked(event.getValue(), forms);
              if (!masked.equals(event.getValue())) {
                jdbc.sql(
                        """
                        update case_event set body = :body::jsonb
                        where case_no = :caseNo and seq = :seq
                        """)
                    .param("body", Json.write(masked))
                    .param("caseNo", caseNo)
                    .param("seq", event.getKey())
                    .update();
              }
            });
  }

  private void maskFile(String caseNo, List<JsonNode> forms) {
    var file =
        jdbc.sql("select file from case_file where case_no = :caseNo")
            .param("caseNo", caseNo)
            .query((row, n) -> Json.read(row.getString(1), ObjectNode.class))
            .single();
    jdbc.sql(
            """
            update case_file
            set file = :file::jsonb, erased_at = :now,
                search_text = lower(case_no || E'\\n' || upstream_apply_no)
            where case_no = :caseNo
            """)
        .param("file", Json.write(masked(file, forms)))
        .param("now", at(clock.now()))
        .param("caseNo", caseNo)
        .update();
  }

  /** What partners and clerks told, wherever it stands, masked by every form the case ever had. */
  private static JsonNode masked(ObjectNode whole, List<JsonNode> forms) {
    var copy = whole.deepCopy();
    for (var form : forms) {
      var masking = Masking.of(form);
      for (var parent : copy.findParents("attributes")) {
        var told = (ObjectNode) parent;
        told.set("attributes", masking.facts(told.get("attributes")));
      }
      for (var parent : copy.findParents("reason")) {
        if (parent.get("reason").isTextual()) {
          ((ObjectNode) parent).put("reason", masking.text(parent.get("reason").textValue()));
        }
      }
    }
    return copy;
  }
}
