package org.lianbao.console;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.lianbao.reconciliation.Comparison;
import org.lianbao.reconciliation.Difference;
import org.lianbao.reconciliation.Reconciliation;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How a day compares with what each partner says it has, for programs. */
@RestController
@RequestMapping("/api/v1/reconciliation")
class ReconciliationApi {

  private static final int MOST = 1_000;

  private final Reconciliation reconciliation;
  private final Clock clock;

  ReconciliationApi(Reconciliation reconciliation, Clock clock) {
    this.reconciliation = reconciliation;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<byte[]> of(@RequestParam Map<String, String> given) {
    var parameters = new Parameters(given);
    var day = parameters.day("date", clock.now().atZone(Clock.COUNTY).toLocalDate().minusDays(1));
    var partner = parameters.text("partner", 40);
    if (!parameters.faults().isEmpty()) {
      throw Refusal.badParameters(parameters.faults());
    }
    var comparisons =
        reconciliation.of(day).stream()
            .filter(each -> partner == null || each.partner().equals(partner))
            .toList();
    var page =
        new ReconciliationPage(day, comparisons, reconciliation.differences(day, partner, MOST));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(page).getBytes(StandardCharsets.UTF_8));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(Refusal refusal) {
    return ResponseEntity.status(refusal.problem().status())
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
        .body(Json.write(refusal.problem()).getBytes(StandardCharsets.UTF_8));
  }

  record ReconciliationPage(
      LocalDate day, List<Comparison> comparisons, List<Difference> differences) {}
}
