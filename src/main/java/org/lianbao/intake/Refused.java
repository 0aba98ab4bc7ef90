package org.lianbao.intake;

import java.util.List;
import java.util.Map;
import org.lianbao.cases.NotPossible;
import org.lianbao.shared.Problem;
import org.lianbao.shared.Problem.Fault;
import org.springframework.http.HttpStatus;

/**
 * A request that is refused, with the problem to answer; carries no stack, since it is no defect.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Map<String, String> headers;

  private Refused(Problem problem, Map<String, String> headers) {
    super(problem.code(), null, false, false);
    this.problem = problem;
    this.headers = headers;
  }

  static Refused badRequest(String code, String detail) {
    return of(HttpStatus.BAD_REQUEST, code, "请求有误 / Bad request", detail);
  }

  /** A request whose signature does not hold; the detail names the header and the mend. */
  static Refused unauthorized(String code, String detail) {
    var refused = of(HttpStatus.UNAUTHORIZED, code, "签名未通过 / Signature refused", detail);
    return new Refused(refused.problem, Map.of("WWW-Authenticate", "HMAC-SM3"));
  }

  static Refused conflict(String code, String detail) {
    return of(HttpStatus.CONFLICT, code, "与已登记的申请冲突 / Conflicts with what is on record", detail);
  }

  /** What the state of the case forbids, or that there is no such case. */
  static Refused notPossible(NotPossible e) {
    return e.code().equals("UNKNOWN_CASE")
        ? of(HttpStatus.NOT_FOUND, e.code(), "没有这个办件 / No such case", e.getMessage())
        : conflict(e.code(), e.getMessage());
  }

  static Refused tooLarge(String detail) {
    return of(HttpStatus.PAYLOAD_TOO_LARGE, "TOO_LARGE", "请求体过大 / Body too large", detail);
  }

  static Refused unsupported(String detail) {
    return of(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "UNSUPPORTED_MEDIA_TYPE",
        "内容类型不支持 / Unsupported media type",
        detail);
  }

  /** The hub cannot take anything now; nothing was recorded. */
  static Refused unavailable(String code, String detail) {
    var refused = of(HttpStatus.SERVICE_UNAVAILABLE, code, "暂时不能受理 / Unavailable for now", detail);
    return new Refused(refused.problem, Map.of("Retry-After", "5"));
  }

  /** A form with faults, all of them told. */
  static Refused invalidForm(List<Fault> faults) {
    return faulty("INVALID_FORM", "申请表有误，请一次性改正 / The form has faults", faults);
  }

  /** A withdrawal or an answer with faults, all of them told. */
  static Refused invalidRequest(List<Fault> faults) {
    return faulty("INVALID_REQUEST", "请求内容有误，请一次性改正 / The request has faults", faults);
  }

  private static Refused faulty(String code, String title, List<Fault> faults) {
    var errors = faults.stream().filter(f -> f.severity() == Problem.Severity.ERROR).count();
    return new Refused(
        new Problem(
            type(code),
            title,
            HttpStatus.UNPROCESSABLE_ENTITY.value(),
            code,
            "共 " + errors + " 项须改正，见 errors；改正后重新提交 / " + errors + " faults to mend, see errors",
            null,
            faults),
        Map.of());
  }

  static Refused of(HttpStatus status, String code, String title, String detail) {
    return new Refused(
        new Problem(type(code), title, status.value(), code, detail, null, List.of()), Map.of());
  }

  /** The problem as it is answered under this trace id. */
  Problem problem(String traceId) {
    return new Problem(
        problem.type(),
        problem.title(),
        problem.status(),
        problem.code(),
        problem.detail(),
        traceId,
        problem.errors());
  }

  /** Headers the answer carries besides. */
  Map<String, String> headers() {
    return headers;
  }

  private static String type(String code) {
    return "/problems/" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
