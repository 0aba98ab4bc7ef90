package org.lianbao.application.rules;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.lianbao.application.Services;
import org.lianbao.application.Services.Service;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Each service asked for is known and, in a formal application, described with a quantity. */
final class ServiceRule implements Rule {

  private final Services services;

  ServiceRule(Services services) {
    this.services = services;
  }

  @Override
  public void look(Filled filled, Faults faults) {
    var asked = new HashSet<String>();
    for (var at : filled.places("/services/*")) {
      filled.text(at).ifPresent(code -> known(code, at, asked, faults));
      filled.text(at).flatMap(services::find).ifPresent(it -> offered(it, at, filled, faults));
    }
    for (var service : services.all()) {
      if (asked.contains(service.code())) {
        described(service, filled, faults);
      } else if (filled.has("/" + service.block())) {
        faults.warn(
            "/" + service.block(),
            "NOT_ASKED_FOR",
            "已填写，但报装事项未选" + service.zh(),
            "is filled in, but " + service.en() + " is not among the services");
      }
    }
    for (var at : filled.places("/externalWorks/items/*/service")) {
      filled.text(at).ifPresent(code -> lineOf(code, at, asked, faults));
    }
  }

  private void known(String code, String at, Set<String> asked, Faults faults) {
    if (services.find(code).isPresent()) {
      asked.add(code);
    } else {
      var all =
          services.all().stream()
              .map(service -> service.code() + " " + service.zh())
              .collect(Collectors.joining("，"));
      faults.error(at, "UNKNOWN_SERVICE", "没有此事项，可选：" + all, "no such service, take one of " + all);
    }
  }

  private static void offered(Service service, String at, Filled filled, Faults faults) {
    if (filled.day().filter(day -> !service.inForce(day)).isPresent()) {
      faults.error(
          at,
          "SERVICE_NOT_OFFERED",
          service.zh() + "在申请之日不在受理范围，请去掉",
          service.en() + " is not taken on the day of application, leave it out");
    }
  }

  private static void described(Service service, Filled filled, Faults faults) {
    var block = "/" + service.block();
    if (!filled.formal()) {
      return;
    }
    if (!filled.has(block)) {
      faults.error(
          block,
          "REQUIRED",
          "报装事项选了" + service.zh() + "，请填写本栏",
          "is required since " + service.en() + " is asked for");
    } else if (filled.hasGroup(block)
        && service.quantities().stream().noneMatch(name -> filled.has(block + "/" + name))) {
      var first = block + "/" + service.quantities().get(0);
      faults.error(
          first,
          "QUANTITY_REQUIRED",
          "未填写，正式申请" + service.zh() + "须填写用量（" + String.join("、", service.quantities()) + "）",
          "a formal application states " + String.join(" or ", service.quantities()));
    }
  }

  private static void lineOf(String code, String at, Set<String> asked, Faults faults) {
    if (!asked.contains(code)) {
      faults.warn(at, "NOT_ASKED_FOR", "不在报装事项之内，请核对", "is not among the services asked for");
    }
  }
}
