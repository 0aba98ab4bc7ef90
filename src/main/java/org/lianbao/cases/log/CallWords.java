package org.lianbao.cases.log;

import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.OrderFile;

/** Says in words, Chinese first, which call the window must make by hand. */
record CallWords(Services services) {

  private static final Map<String, String> ZH =
      Map.ofEntries(
          Map.entry(OrderKind.CONNECT, "报装接入"),
          Map.entry(OrderKind.INTENT, "意向登记"),
          Map.entry(OrderKind.AMEND, "变更申请"),
          Map.entry(OrderKind.WITHDRAW, "撤回"),
          Map.entry(OrderKind.MEETING, "项目联审会"),
          Map.entry(OrderKind.SURVEY, "联合踏勘"),
          Map.entry(OrderKind.SHARE_PLAN, "共享设计方案"),
          Map.entry(OrderKind.JOINT_WORKS, "协同施工"),
          Map.entry(OrderKind.BILL, "统一收费清单"),
          Map.entry(OrderKind.PAID, "缴费告知"),
          Map.entry(OrderKind.APPROVAL, "并联审批"),
          Map.entry(OrderKind.DRAWING_REVIEW, "施工图审查"),
          Map.entry(OrderKind.COMMITMENT, "承诺备案"),
          Map.entry(OrderKind.WORKS_PLAN, "施工方案报备"),
          Map.entry(OrderKind.TRAFFIC_CONSENT, "交管意见"),
          Map.entry(OrderKind.ACCEPTANCE, "联合验收"),
          Map.entry(OrderKind.CONNECTION_DATE, "预约接通"),
          Map.entry(OrderKind.ACCEPTANCE_DATE, "联合验收时间"));
  private static final Map<String, String> EN =
      Map.ofEntries(
          Map.entry(OrderKind.CONNECT, "connection"),
          Map.entry(OrderKind.INTENT, "registration of intent"),
          Map.entry(OrderKind.AMEND, "changed application"),
          Map.entry(OrderKind.WITHDRAW, "withdrawal"),
          Map.entry(OrderKind.MEETING, "review meeting of the project"),
          Map.entry(OrderKind.SURVEY, "joint survey"),
          Map.entry(OrderKind.SHARE_PLAN, "shared plan"),
          Map.entry(OrderKind.JOINT_WORKS, "joint works"),
          Map.entry(OrderKind.BILL, "one bill"),
          Map.entry(OrderKind.PAID, "notice of payment"),
          Map.entry(OrderKind.APPROVAL, "parallel approval"),
          Map.entry(OrderKind.DRAWING_REVIEW, "drawing review"),
          Map.entry(OrderKind.COMMITMENT, "filing of the commitment"),
          Map.entry(OrderKind.WORKS_PLAN, "filing of the plan of works"),
          Map.entry(OrderKind.TRAFFIC_CONSENT, "consent of the traffic police"),
          Map.entry(OrderKind.ACCEPTANCE, "joint acceptance"),
          Map.entry(OrderKind.CONNECTION_DATE, "booked connection"),
          Map.entry(OrderKind.ACCEPTANCE_DATE, "time of the joint acceptance"));

  /** The sentence; a service or kind that has no name here is named by its code. */
  Sentence of(OrderFile call) {
    var service = Optional.ofNullable(Role.service(call.role())).flatMap(services::find);
    var code = Optional.ofNullable(Role.service(call.role())).orElse("");
    return new Sentence(
        "等待 窗口 人工联系办理 %s（无系统接收）"
            .formatted(phrase(service.map(Service::zh).orElse(code), " ", ZH, call.kind())),
        "waiting for the window to arrange by hand: %s (no system takes it)"
            .formatted(phrase(service.map(Service::en).orElse(code), ", ", EN, call.kind())));
  }

  private static String phrase(
      String service, String between, Map<String, String> kinds, String kind) {
    var asked = kinds.getOrDefault(kind, kind);
    return service.isEmpty() ? asked : service + between + asked;
  }
}
