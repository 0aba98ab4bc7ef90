package org.lianbao.routing.gate;

import java.util.Map;
import org.lianbao.alerts.Alerts;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to alerts: what is wrong, and whether people can be told of it. */
@RestController
@RequestMapping("/operator/alerts")
class AlertDoor {

  private final Alerts alerts;

  AlertDoor(Alerts alerts) {
    this.alerts = alerts;
  }

  @GetMapping
  ResponseEntity<byte[]> all() {
    return OperatorAnswer.of(alerts.board());
  }

  @PostMapping("/test")
  ResponseEntity<byte[]> test() {
    return OperatorAnswer.of(Map.of("channels", alerts.test()));
  }
}
