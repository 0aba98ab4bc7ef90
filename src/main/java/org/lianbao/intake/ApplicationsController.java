package org.lianbao.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the joint form from the county's system; see {@code openapi/lianbao.yaml}. */
@RestController
final class ApplicationsController {

  private final Reception reception;

  ApplicationsController(Reception reception) {
    this.reception = reception;
  }

  @PostMapping(path = "/api/v1/applications", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> submit(HttpServletRequest request) {
    var answer = reception.take(Submission.of(request, Body.bytes(request)));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/cases/" + answer.caseNo()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
