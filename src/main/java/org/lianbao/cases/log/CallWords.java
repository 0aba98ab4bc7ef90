package org.lianbao.cases.log;

import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.Role;
import org.lianbao.cases.procedure.CaseFile.Call;

/** Says in words, Chinese first, which call the window must make by hand. */
record CallWords(Services services) {

  private static final Map<String, String> ZH =
      Map.of(
          OrderKind.CONNECT, "报装接入",
          OrderKind.INTENT, "意向登记",
          OrderKind.APPROVAL, "并联审批",
          OrderKind.DRAWING_REVIEW, "施工图审查",
          OrderKind.WORKS_PLAN, "施工方案报备",
          OrderKind.TRAFFIC_CONSENT, "交管意见",
          OrderKind.ACCEPTANCE, "联合验收");
  private static final Map<String, String> EN =
      Map.of(
          OrderKind.CONNECT, "connection",
          OrderKind.INTENT, "registration of intent",
          OrderKind.APPROVAL, "parallel approval",
          OrderKind.DRAWING_REVIEW, "drawing review",
          OrderKind.WORKS_PLAN, "filing of the plan of works",
          OrderKind.TRAFFIC_CONSENT, "consent of the traffic police",
          OrderKind.ACCEPTANCE, "joint acceptance");

  /** The sentence; a service or kind that has no name here is named by its code. */
  String of(Call call) {
    var service = Optional.ofNullable(Role.service(call.role())).flatMap(services::find);
    var code = Optional.ofNullable(Role.service(call.role())).orElse("");
    return "等待 窗口 人工联系办理 %s（无系统接收） / waiting for the window to arrange by hand: %s (no system takes it)"
        .formatted(
            phrase(service.map(Service::zh).orElse(code), " ", ZH, call.kind()),
            phrase(service.map(Service::en).orElse(code), ", ", EN, call.kind()));
  }

  private static String phrase(
      String service, String between, Map<String, String> kinds, String kind) {
    var asked = kinds.getOrDefault(kind, kind);
    return service.isEmpty() ? asked : service + between + asked;
  }
}
