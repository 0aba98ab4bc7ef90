package org.lianbao.console;

import java.nio.charset.StandardCharsets;
import org.lianbao.alerts.Alerts;
import org.lianbao.shared.Json;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong, for programs. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertsApi {

  private final Alerts alerts;

  AlertsApi(Alerts alerts) {
    this.alerts = alerts;
  }

  @GetMapping
  ResponseEntity<byte[]> all() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(alerts.board()).getBytes(StandardCharsets.UTF_8));
  }
}
