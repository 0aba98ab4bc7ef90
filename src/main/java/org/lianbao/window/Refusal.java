package org.lianbao.window;

import java.util.List;
import java.util.Locale;
import org.lianbao.shared.Problem;
import org.slf4j.MDC;

/** An act that is not recorded, with the problem to answer. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refusal(int status, String code, String title, String mend, List<Problem.Fault> faults) {
    super(code, null, false, false);
    var type = "/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-');
    this.problem = new Problem(type, title, status, code, mend, MDC.get("traceId"), faults);
  }

  static Refusal unknownCase() {
    return new Refusal(
        404, "UNKNOWN_CASE", "没有这个办件 / No such case", "请核对办件编号 / check the case number", List.of());
  }

  static Refusal unknownAct() {
    return new Refusal(
        404, "NOT_FOUND", "没有这个地址 / Not found", "请对照接口说明 / see the contract", List.of());
  }

  static Refusal nobody() {
    return new Refusal(
        401,
        "TOKEN_NEEDED",
        "需要人员令牌 / A person's token is needed",
        "请求头 Authorization: Bearer <令牌>，令牌见数据目录 staff.yaml"
            + " / send Authorization: Bearer <token>; tokens are in staff.yaml of the data folder",
        List.of());
  }

  static Refusal notYours() {
    return new Refusal(
        403,
        "NOT_YOUR_ROLE",
        "该角色不能登记此项 / Your role does not record this",
        "请由窗口人员登记；督查人员可记事 / the window records it; supervisors add notes",
        List.of());
  }

  static Refusal malformed() {
    return new Refusal(
        400,
        "MALFORMED",
        "请求体不是合法的 JSON / The body is not JSON",
        "请以 UTF-8 编码的 JSON 对象重新提交，至多 64 KiB / send one JSON object in UTF-8, 64 KiB at most",
        List.of());
  }

  static Refusal faulty(List<Problem.Fault> faults) {
    return new Refusal(
        422,
        "INVALID_ACT",
        "登记内容有误，请一次性改正 / What is recorded has faults",
        "共 " + faults.size() + " 项须改正，见 errors / mend each entry of errors",
        faults);
  }

  Problem problem() {
    return problem;
  }
}
