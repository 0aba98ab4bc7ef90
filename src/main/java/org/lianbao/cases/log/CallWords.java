package org.lianbao.cases.log;

import java.util.Map;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.cases.OrderKind;
import org.lianbao.cases.procedure.CaseFile.Call;
import org.lianbao.cases.procedure.OrderFile;

/** Says in words, Chinese first, which call the window must make by hand. */
record CallWords(Services services) {

  private static final Map<String, String> ZH =
      Map.of(OrderKind.CONNECT, "报装接入", OrderKind.INTENT, "意向登记");
  private static final Map<String, String> EN =
      Map.of(OrderKind.CONNECT, "connection", OrderKind.INTENT, "registration of intent");

  /** The sentence; a service or kind that has no name here is named by its code. */
  String of(Call call) {
    var code = OrderFile.serviceOf(call.role());
    var service = services.find(code);
    return "等待 窗口 人工联系办理 %s %s（无系统接收） / waiting for the window to arrange by hand: %s, %s (no system takes it)"
        .formatted(
            service.map(Service::zh).orElse(code),
            ZH.getOrDefault(call.kind(), call.kind()),
            service.map(Service::en).orElse(code),
            EN.getOrDefault(call.kind(), call.kind()));
  }
}
