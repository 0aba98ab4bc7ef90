package org.lianbao.console;

import java.util.List;
import org.lianbao.shared.Problem;
import org.slf4j.MDC;

/** A request of the read API that is answered with a problem document. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Refusal(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  /** No case has this number. */
  static Refusal unknownCase() {
    return new Refusal(
        new Problem(
            "/problems/unknown-case",
            "没有这个办件 / No such case",
            404,
            "UNKNOWN_CASE",
            "没有此办件编号的办件，请核对编号，或用 GET /api/v1/cases?q= 查找"
                + " / No case has this number; check it, or search with GET /api/v1/cases?q=",
            MDC.get("traceId"),
            List.of()));
  }

  /** Parameters that cannot be used, all of them. */
  static Refusal badParameters(List<Problem.Fault> faults) {
    return new Refusal(
        new Problem(
            "/problems/bad-parameters",
            "查询参数有误 / Query parameters cannot be used",
            400,
            "BAD_PARAMETERS",
            "请按 errors 逐项改正后重试 / Mend each entry of errors and try again",
            MDC.get("traceId"),
            faults));
  }

  Problem problem() {
    return problem;
  }
}
