package org.lianbao.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what the county's system hands in; see {@code openapi/lianbao.yaml}. */
@RestController
final class ApplicationsController {

  private final Reception reception;

  ApplicationsController(Reception reception) {
    this.reception = reception;
  }

  @PostMapping(path = "/api/v1/applications", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> submit(HttpServletRequest request) {
    return accepted(reception.take(Submission.of(request, Body.bytes(request))));
  }

  @PostMapping(
      path = "/api/v1/cases/{caseNo}/withdrawal",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> withdraw(@PathVariable String caseNo, HttpServletRequest request) {
    return asked(caseNo, CaseRequest.WITHDRAWAL, request);
  }

  @PostMapping(
      path = "/api/v1/cases/{caseNo}/corrections",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> correct(@PathVariable String caseNo, HttpServletRequest request) {
    return asked(caseNo, CaseRequest.CORRECTION, request);
  }

  private ResponseEntity<byte[]> asked(
      String caseNo, CaseRequest asked, HttpServletRequest request) {
    var submission = Submission.of(request, Body.bytes(request));
    return accepted(reception.take(submission, caseNo, asked));
  }

  private static ResponseEntity<byte[]> accepted(Intake.Answer answer) {
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/cases/" + answer.caseNo()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
