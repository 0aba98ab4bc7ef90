package org.lianbao.routing.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.lianbao.calendar.CalendarFault;
import org.lianbao.calendar.CalendarInUse;
import org.lianbao.calendar.Edition;
import org.lianbao.delivery.OrderArchive;
import org.lianbao.routing.rehearsal.Redriving;
import org.lianbao.routing.rehearsal.Rehearsal;
import org.lianbao.shared.Json;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to the running hub, for the commands of the integration engineer. */
@RestController
@RequestMapping("/operator")
class OperatorDoor {

  private static final int MOST_CHANGES = 500;
  private static final int MOST_REHEARSED = 1_000;
  private static final int MOST_WAITING = 1_000;

  private final Gate gate;
  private final Rehearsal rehearsal;
  private final Redriving redriving;
  private final OrderArchive orders;
  private final ChangeRecord record;
  private final TextFolders working;
  private final RunningText running;
  private final CalendarInUse calendar;

  OperatorDoor(
      Gate gate,
      Rehearsal rehearsal,
      Redriving redriving,
      OrderArchive orders,
      ChangeRecord record,
      TextFolders working,
      RunningText running,
      CalendarInUse calendar) {
    this.gate = gate;
    this.rehearsal = rehearsal;
    this.redriving = redriving;
    this.orders = orders;
    this.record = record;
    this.working = working;
    this.running = running;
    this.calendar = calendar;
  }

  @PostMapping("/partners/{slug}/apply")
  ResponseEntity<byte[]> apply(@PathVariable String slug, @RequestParam String by) {
    OperatorAnswer.require(OperatorAnswer.NAME.matcher(by).matches(), "by", OperatorAnswer.NAMED);
    return OperatorAnswer.of(gate.apply(known(slug), by));
  }

  @GetMapping("/partners/{slug}/rehearsal")
  ResponseEntity<byte[]> rehearse(
      @PathVariable String slug, @RequestParam(defaultValue = "50") int last) {
    OperatorAnswer.require(last >= 1 && last <= MOST_REHEARSED, "last", "1–1000");
    return OperatorAnswer.of(rehearsal.rehearse(known(slug), last));
  }

  @PostMapping("/partners/{slug}/redrive")
  ResponseEntity<byte[]> redrive(
      @PathVariable String slug, @RequestParam(defaultValue = "false") boolean dry) {
    return OperatorAnswer.of(redriving.redrive(known(slug), dry));
  }

  /** What waits in the inbox, oldest first, and for what. */
  @GetMapping("/inbox")
  ResponseEntity<byte[]> inbox(
      @RequestParam(required = false) String partner,
      @RequestParam(defaultValue = "50") int limit) {
    OperatorAnswer.require(limit >= 1 && limit <= MOST_WAITING, "limit", "1–1000");
    return OperatorAnswer.of(
        Map.of("waiting", redriving.waits(partner == null ? null : known(partner), limit)));
  }

  /** The document of an order as the partner's route gets it; nothing in it is masked. */
  @GetMapping("/partners/{slug}/orders/{orderNo}")
  ResponseEntity<byte[]> order(@PathVariable String slug, @PathVariable String orderNo) {
    var kept = orders.find(known(slug), orderNo);
    return OperatorAnswer.of(
        Json.read(
            kept.orElseThrow(
                    () ->
                        OperatorAnswer.refusal(
                            404,
                            "UNKNOWN_ORDER",
                            "没有这件工单 / There is no such order",
                            "核对工单号 / Check the order number"))
                .content(),
            JsonNode.class));
  }

  /** Takes a calendar file into use; open limits that it moves are reckoned again at once. */
  @PostMapping("/calendar/{file}")
  ResponseEntity<byte[]> calendar(@PathVariable String file, InputStream body) throws IOException {
    try {
      var now = calendar.take(file, body.readNBytes(CalendarInUse.MOST_BYTES + 1));
      var years = now.editions().stream().map(Edition::id).toList();
      return OperatorAnswer.of(new Calendar(file, now.version(), years));
    } catch (CalendarFault e) {
      throw OperatorAnswer.refusal(
          400, "BAD_CALENDAR", "日历文件不能使用 / The calendar file cannot be used", e.getMessage());
    }
  }

  @GetMapping("/changes")
  ResponseEntity<byte[]> changes(
      @RequestParam(required = false) String partner,
      @RequestParam(defaultValue = "20") int limit) {
    OperatorAnswer.require(limit >= 1 && limit <= MOST_CHANGES, "limit", "1–500");
    OperatorAnswer.require(
        partner == null || TextFolders.isSlug(partner),
        "partner",
        "文件夹名，小写字母、数字和连字符 / the name of a folder: lower-case letters, digits and hyphens");
    return OperatorAnswer.of(new Changes(pending(partner), record.latest(partner, limit)));
  }

  /** Partners whose folders say something else than what runs. */
  private List<String> pending(String partner) {
    var slugs = working.slugs();
    slugs.addAll(running.folders().slugs());
    return slugs.stream()
        .filter(slug -> partner == null || partner.equals(slug))
        .filter(slug -> !working.read(slug).sameAs(running.read(slug)))
        .toList();
  }

  private String known(String slug) {
    if (!gate.knows(slug)) {
      throw OperatorAnswer.unknownPartner();
    }
    return slug;
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(OperatorAnswer.Refusal refusal) {
    return OperatorAnswer.of(refusal);
  }

  /**
   * What was changed, and what waits to be.
   *
   * @param pending partners whose folders differ from what runs
   */
  record Changes(List<String> pending, List<Change> changes) {}

  /** The calendar in use now. */
  record Calendar(String file, String version, List<String> editions) {}
}
