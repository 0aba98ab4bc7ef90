package org.lianbao.intake;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.lianbao.application.Checked;
import org.lianbao.application.FormCheck;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the joint form from the county's system; see {@code openapi/lianbao.yaml}. */
@RestController
final class ApplicationsController {

  private final SignatureCheck signatures;
  private final FormCheck forms;
  private final Intake intake;

  ApplicationsController(SignatureCheck signatures, FormCheck forms, Intake intake) {
    this.signatures = signatures;
    this.forms = forms;
    this.intake = intake;
  }

  @PostMapping(path = "/api/v1/applications", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<byte[]> submit(HttpServletRequest request) {
    var bytes = Body.bytes(request);
    var caller = signatures.check(request, bytes);
    Checked checked;
    try {
      checked = checked(Body.document(bytes), request.getHeader("X-Request-Id"));
    } catch (Refused refused) {
      intake.spend(caller);
      throw refused;
    }
    var answer = intake.take(caller, checked.application().orElseThrow(), checked.warnings());
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/cases/" + answer.caseNo()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private Checked checked(JsonNode document, String requestId) {
    var own = document.path("requestId").textValue();
    if (requestId != null && own != null && !requestId.equals(own)) {
      throw Refused.badRequest(
          "REQUEST_ID_DIFFERS",
          "请求头 X-Request-Id 与表内 requestId 不一致，请改为一致 / X-Request-Id must equal the form's requestId");
    }
    var checked = forms.check(document);
    if (checked.application().isEmpty()) {
      throw Refused.invalidForm(checked.faults());
    }
    return checked;
  }
}
