package org.lianbao.routing.gate;

import org.lianbao.retention.Retention;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's door to retention: what is old enough to go, and to let it go now. */
@RestController
@RequestMapping("/operator/retention")
class RetentionDoor {

  private final Retention retention;

  RetentionDoor(Retention retention) {
    this.retention = retention;
  }

  @GetMapping
  ResponseEntity<byte[]> look() {
    return OperatorAnswer.of(retention.look());
  }

  @PostMapping
  ResponseEntity<byte[]> sweep(@RequestParam String by) {
    OperatorAnswer.require(OperatorAnswer.NAME.matcher(by).matches(), "by", OperatorAnswer.NAMED);
    return OperatorAnswer.of(retention.sweep(by));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(OperatorAnswer.Refusal refusal) {
    return OperatorAnswer.of(refusal);
  }
}
