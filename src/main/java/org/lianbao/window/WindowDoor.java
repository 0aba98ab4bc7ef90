package org.lianbao.window;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where people record by hand; see {@code openapi/lianbao.yaml}. */
@RestController
class WindowDoor {

  private static final int LARGEST = 64 * 1024;
  private static final String BEARER = "Bearer ";

  private final Staff staff;
  private final Desk desk;

  WindowDoor(Staff staff, Desk desk) {
    this.staff = staff;
    this.desk = desk;
  }

  @PostMapping(path = "/api/v1/cases/{caseNo}/{act}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> record(
      @PathVariable String caseNo, @PathVariable("act") String path, HttpServletRequest request) {
    var act = Act.at(path).orElseThrow(Refusal::unknownAct);
    var person = person(request);
    if (!act.mayBeRecordedBy(person.role())) {
      throw Refusal.notYours();
    }
    return answer(200, desk.record(caseNo, act, body(request), person));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(Refusal refusal) {
    var problem = refusal.problem();
    var answer = ResponseEntity.status(problem.status()).cacheControl(CacheControl.noStore());
    if (problem.status() == 401) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    return answer
        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
        .body(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }

  private Staff.Person person(HttpServletRequest request) {
    var given = request.getHeader("Authorization");
    if (given == null || !given.startsWith(BEARER)) {
      throw Refusal.nobody();
    }
    return staff.with(given.substring(BEARER.length())).orElseThrow(Refusal::nobody);
  }

  private static ObjectNode body(HttpServletRequest request) {
    try {
      var bytes = request.getInputStream().readNBytes(LARGEST + 1);
      if (bytes.length <= LARGEST && Json.read(bytes) instanceof ObjectNode body) {
        return body;
      }
      throw Refusal.malformed();
    } catch (IOException | Json.MalformedJson e) {
      throw Refusal.malformed();
    }
  }

  private static ResponseEntity<byte[]> answer(int status, Object body) {
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }
}
