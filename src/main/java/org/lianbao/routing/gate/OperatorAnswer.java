package org.lianbao.routing.gate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.slf4j.MDC;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How the operator's door answers, and how it refuses. */
final class OperatorAnswer {

  static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  static final String NAMED = "1–100 个字符 / 1 to 100 characters";

  private OperatorAnswer() {}

  static ResponseEntity<byte[]> of(Object body) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  static void require(boolean fits, String name, String rule) {
    if (!fits) {
      throw refusal(400, "BAD_PARAMETERS", "参数有误 / Parameters cannot be used", name + ": " + rule);
    }
  }

  static Refusal refusal(int status, String code, String title, String detail) {
    return new Refusal(status, code, title, detail);
  }

  static Refusal unknownPartner() {
    return refusal(
        404,
        "UNKNOWN_PARTNER",
        "没有这个单位 / There is no such partner",
        "核对文件夹名；公用文件在枢纽启动时生效"
            + " / Check the name of its folder; what all share is taken when the hub starts");
  }

  static ResponseEntity<byte[]> of(Refusal refusal) {
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

  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    private Refusal(int status, String code, String title, String detail) {
      super(code, null, false, false);
      this.status = status;
      this.code = code;
      this.title = title;
      this.detail = detail;
    }
  }
}
