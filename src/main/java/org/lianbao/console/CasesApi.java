package org.lianbao.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianbao.cases.CaseReader.CaseSummary;
import org.lianbao.cases.CaseReader.ClockView;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.RevisionView;
import org.lianbao.delivery.DeliveryReader.DeliveryView;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The read API: one case, its events from a sequence number on, a search over all cases. */
@RestController
@RequestMapping("/api/v1/cases")
class CasesApi {

  private static final int MOST_EVENTS = 1_000;
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"((\\d{1,18})\\.(\\d{1,18}))\"");

  private final CaseRecord record;

  CasesApi(CaseRecord record) {
    this.record = record;
  }

  /**
   * The whole record; its tag is the latest sequence number and the stamp of its files and silent
   * orders, so asking again costs little.
   */
  @GetMapping("/{caseNo}")
  ResponseEntity<byte[]> one(
      @PathVariable String caseNo,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String known) {
    var tag = TAG.matcher(known == null ? "" : known.strip());
    if (tag.matches()
        && record.unchanged(caseNo, Long.parseLong(tag.group(2)), Long.parseLong(tag.group(3)))) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
          .cacheControl(CacheControl.noCache().cachePrivate())
          .eTag("W/\"" + tag.group(1) + "\"")
          .build();
    }
    var stamp = record.stamp(caseNo);
    var view = record.view(caseNo).orElseThrow(Refusal::unknownCase);
    var whole = Json.mapper().<ObjectNode>valueToTree(view);
    whole.set("contradictions", Json.mapper().valueToTree(Contradictions.among(view.events())));
    whole.set("silence", Json.mapper().valueToTree(record.silent(caseNo)));
    whole.set("attachments", Json.mapper().valueToTree(record.files(view)));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag("W/\"" + view.lastSeq() + "." + stamp + "\"")
        .contentType(MediaType.APPLICATION_JSON)
        .body(bytes(whole));
  }

  /** Events above {@code after} in order without a gap; ask again with {@code next}. */
  @GetMapping("/{caseNo}/events")
  ResponseEntity<byte[]> events(
      @PathVariable String caseNo, @RequestParam Map<String, String> query) {
    var given = new Parameters(query);
    var after = given.number("after", 0, 0, Long.MAX_VALUE);
    var limit = (int) given.number("limit", 500, 1, MOST_EVENTS);
    refuseFaults(given);
    var events = record.events(caseNo, after, limit).orElseThrow(Refusal::unknownCase);
    var next = events.isEmpty() ? after : events.get(events.size() - 1).seq();
    var more = events.size() == limit && record.anyAfter(caseNo, next);
    return fresh(new EventPage(caseNo, events, next, more));
  }

  /** Everything the hub owes for the case and what became of each delivery. */
  @GetMapping("/{caseNo}/deliveries")
  ResponseEntity<byte[]> deliveries(@PathVariable String caseNo) {
    var owed = record.deliveries(caseNo).orElseThrow(Refusal::unknownCase);
    var pending = owed.stream().filter(DeliveryView::pending).count();
    return fresh(new DeliveryPage(caseNo, pending, owed));
  }

  /** Every form the case was given, each with what it says otherwise than the one before. */
  @GetMapping("/{caseNo}/revisions")
  ResponseEntity<byte[]> revisions(@PathVariable String caseNo) {
    var revisions = record.revisions(caseNo);
    if (revisions.isEmpty()) {
      throw Refusal.unknownCase();
    }
    return fresh(new RevisionPage(caseNo, revisions));
  }

  /** The limits of the case, each with its whole arithmetic. */
  @GetMapping("/{caseNo}/clocks")
  ResponseEntity<byte[]> clocks(@PathVariable String caseNo) {
    var view = record.view(caseNo).orElseThrow(Refusal::unknownCase);
    return fresh(new ClockPage(caseNo, view.clocks()));
  }

  /** Cases, latest change first. */
  @GetMapping
  ResponseEntity<byte[]> search(@RequestParam Map<String, String> query) {
    var given = new Parameters(query);
    var asked = CaseQuery.of(given, 50);
    refuseFaults(given);
    var rows = record.search(asked);
    return fresh(new CasePage(rows.cases(), asked.offset(), asked.limit(), rows.more()));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(Refusal refusal) {
    return ResponseEntity.status(refusal.problem().status())
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
        .body(bytes(refusal.problem()));
  }

  private static void refuseFaults(Parameters given) {
    if (!given.faults().isEmpty()) {
      throw Refusal.badParameters(given.faults());
    }
  }

  private static ResponseEntity<byte[]> fresh(Object body) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(bytes(body));
  }

  private static byte[] bytes(Object body) {
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }

  record EventPage(String caseNo, List<EventView> events, long next, boolean more) {}

  /** {@code pending} of them are still to be delivered. */
  record DeliveryPage(String caseNo, long pending, List<DeliveryView> deliveries) {}

  record RevisionPage(String caseNo, List<RevisionView> revisions) {}

  record ClockPage(String caseNo, List<ClockView> clocks) {}

  record CasePage(List<CaseSummary> cases, int offset, int limit, boolean more) {}
}
