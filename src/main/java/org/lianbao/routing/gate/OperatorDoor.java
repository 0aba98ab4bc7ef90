package org.lianbao.routing.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.lianbao.calendar.CalendarFault;
import org.lianbao.calendar.CalendarInUse;
import org.lianbao.calendar.Edition;
import org.lianbao.delivery.OrderArchive;
import org.lianbao.routing.rehearsal.Redriving;
import org.lianbao.routing.rehearsal.Rehearsal;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.slf4j.MDC;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
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

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  private static final int MOST_CHANGES = 500;
  private static final int MOST_REHEARSED = 1_000;

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
    require(NAME.matcher(by).matches(), "by", "1–100 个字符 / 1 to 100 characters");
    return answer(gate.apply(known(slug), by));
  }

  @GetMapping("/partners/{slug}/rehearsal")
  ResponseEntity<byte[]> rehearse(
      @PathVariable String slug, @RequestParam(defaultValue = "50") int last) {
    require(last >= 1 && last <= MOST_REHEARSED, "last", "1–1000");
    return answer(rehearsal.rehearse(known(slug), last));
  }

  @PostMapping("/partners/{slug}/redrive")
  ResponseEntity<byte[]> redrive(
      @PathVariable String slug, @RequestParam(defaultValue = "false") boolean dry) {
    return answer(redriving.redrive(known(slug), dry));
  }

  /** The document of an order as the partner's route gets it; nothing in it is masked. */
  @GetMapping("/partners/{slug}/orders/{orderNo}")
  ResponseEntity<byte[]> order(@PathVariable String slug, @PathVariable String orderNo) {
    var kept = orders.find(known(slug), orderNo);
    return answer(
        Json.read(
            kept.orElseThrow(
                    () ->
                        new Refusal(
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
      return answer(new Calendar(file, now.version(), years));
    } catch (CalendarFault e) {
      throw new Refusal(
          400, "BAD_CALENDAR", "日历文件不能使用 / The calendar file cannot be used", e.getMessage());
    }
  }

  @GetMapping("/changes")
  ResponseEntity<byte[]> changes(
      @RequestParam(required = false) String partner,
      @RequestParam(defaultValue = "20") int limit) {
    require(limit >= 1 && limit <= MOST_CHANGES, "limit", "1–500");
    return answer(new Changes(pending(partner), record.latest(partner, limit)));
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
      throw new Refusal(
          404,
          "UNKNOWN_PARTNER",
          "没有这个单位 / There is no such partner",
          "核对文件夹名；公用文件在枢纽启动时生效"
              + " / Check the name of its folder; what all share is taken when the hub starts");
    }
    return slug;
  }

  private static void require(boolean fits, String name, String rule) {
    if (!fits) {
      throw new Refusal(
          400, "BAD_PARAMETERS", "参数有误 / Parameters cannot be used", name + ": " + rule);
    }
  }

  private static ResponseEntity<byte[]> answer(Object body) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(Refusal refusal) {
    var problem =
        new Problem(
            "/problems/operator",
            refusal.title,
            refusal.status,
            refusal.code,
            refusal.detail,
            MDC.get("traceId"),
            List.of());
    return ResponseEntity.status(refusal.status)
        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
        .body(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What was changed, and what waits to be.
   *
   * @param pending partners whose folders differ from what runs
   */
  record Changes(List<String> pending, List<Change> changes) {}

  /** The calendar in use now. */
  record Calendar(String file, String version, List<String> editions) {}

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    Refusal(int status, String code, String title, String detail) {
      super(code, null, false, false);
      this.status = status;
      this.code = code;
      this.title = title;
      this.detail = detail;
    }
  }
}
