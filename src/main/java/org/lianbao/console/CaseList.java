package org.lianbao.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lianbao.cases.CaseReader.CaseSummary;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The list of cases as the page shows it; {@code stamp} is the same while nothing in it changes.
 */
record CaseList(
    List<Row> rows, String stamp, boolean filtered, String previous, String next, String live) {

  /** One case of the list. */
  record Row(
      String caseNo,
      String upstreamApplyNo,
      String applicant,
      String project,
      List<String> services,
      String stage,
      String status,
      String statusLabel,
      String light,
      String lightLabel,
      String opened,
      String changed) {}

  static CaseList of(CaseQuery query, CaseRecord.Rows found, Words words) {
    var stamp = Digest.sm3(Json.write(List.of(found, words.english()))).substring(0, 16);
    var earlier = Math.max(0, query.offset() - query.limit());
    return new CaseList(
        found.cases().stream().map(one -> row(one, words)).toList(),
        stamp,
        query.filtered() || query.offset() > 0,
        query.offset() == 0 ? null : link("/", query, earlier).build(true).toUriString(),
        found.more()
            ? link("/", query, query.offset() + query.limit()).build(true).toUriString()
            : null,
        link("/fragments/cases", query, query.offset())
            .queryParam("seen", stamp)
            .build(true)
            .toUriString());
  }

  private static Row row(CaseSummary one, Words words) {
    return new Row(
        one.caseNo(),
        one.upstreamApplyNo(),
        one.applicant(),
        one.project(),
        one.services().stream().map(service -> words.service(service)).toList(),
        words.stage(one.stage(), one.stageLabel()),
        one.status(),
        words.code("status", one.status()),
        one.light(),
        words.code("light", one.light()),
        CountyTime.full(one.openedAt()),
        CountyTime.full(one.changedAt()));
  }

  private static UriComponentsBuilder link(String path, CaseQuery query, int offset) {
    var link = UriComponentsBuilder.fromPath(path);
    add(link, "q", query.text());
    add(link, "status", query.status());
    add(link, "service", query.service());
    add(link, "late", query.late());
    add(link, "offset", offset == 0 ? null : offset);
    return link;
  }

  private static void add(UriComponentsBuilder link, String name, Object value) {
    if (value != null) {
      link.queryParam(name, UriUtils.encode(value.toString(), StandardCharsets.UTF_8));
    }
  }
}
