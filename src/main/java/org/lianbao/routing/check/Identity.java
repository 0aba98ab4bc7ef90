package org.lianbao.routing.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lianbao.routing.check.RouteFile.Part;
import org.lianbao.shared.Finding;

/** Who each route and step is: its id, its group, what it is for, and the policy for its errors. */
final class Identity {

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Part> ids = new HashMap<>();

  private Identity() {}

  static List<Finding> check(List<RouteFile> files) {
    var identity = new Identity();
    var configurations = new TreeSet<String>();
    for (var file : files) {
      file.configurations().forEach(part -> configurations.add(part.text("id")));
    }
    for (var file : files) {
      file.parts().forEach(identity::id);
      file.routes().forEach(route -> identity.route(route, configurations));
    }
    return identity.findings;
  }

  private void id(Part part) {
    steps(part);
    if (!part.node().path("id").isTextual() || part.pointer().contains("/parameters")) {
      return;
    }
    var id = part.text("id");
    var prefix = part.file().prefix();
    if (!id.startsWith(prefix)) {
      findings.add(
          part.finding(
              "id",
              "标识 " + id + " 不以 " + prefix + " 开头",
              "the id " + id + " does not begin with " + prefix,
              "改为 " + prefix + "…",
              "make it " + prefix + "…"));
    }
    var other = ids.putIfAbsent(id, part);
    if (other != null) {
      var place = other.finding("id", "", "", "", "").place();
      findings.add(
          part.finding(
              "id",
              "标识 " + id + " 已用于 " + place,
              "the id " + id + " stands already at " + place,
              "换一个标识",
              "give it another id"));
    }
  }

  /** Every step must have an id: logs and the pages speak of steps by it. */
  private void steps(Part part) {
    var steps = part.node().path("steps");
    for (var i = 0; i < steps.size(); i++) {
      for (var step : steps.get(i).properties()) {
        if (!step.getValue().path("id").isTextual()) {
          findings.add(
              part.finding(
                  "steps/" + i,
                  "步骤 " + step.getKey() + " 没有标识",
                  "the step " + step.getKey() + " has no id",
                  "加上 id: <路由标识>.<做什么>",
                  "add id: <id of the route>.<what it does>"));
        }
      }
    }
  }

  private void route(Part route, Set<String> configurations) {
    required(route, "id", "标识", route.file().prefix() + "…");
    required(route, "description", "说明", "one sentence");
    var owner = route.file().owner();
    if (!route.text("group").equals(owner)) {
      findings.add(
          route.finding(
              route.node().has("group") ? "group" : "",
              "路由的 group 不是 " + owner,
              "the route's group is not " + owner,
              "写 group: " + owner,
              "write group: " + owner));
    }
    policy(route, configurations);
  }

  private void required(Part route, String key, String zh, String example) {
    if (route.text(key).isBlank()) {
      findings.add(
          route.finding(
              "",
              "路由没有" + zh,
              "the route has no " + key,
              "补上 " + key + ": " + example,
              "add " + key + ": " + example));
    }
  }

  private void policy(Part route, Set<String> configurations) {
    var named = route.text("routeConfigurationId");
    var called = route.node().path("from").path("uri").asText().startsWith("direct:");
    var left = route.node().path("errorHandler").has("noErrorHandler");
    if (named.isEmpty() && !(called && left)) {
      findings.add(
          route.finding(
              "",
              "路由没有说明出错时怎么办",
              "the route does not say what happens to its errors",
              "写 routeConfigurationId：" + String.join("、", configurations),
              "write routeConfigurationId: " + String.join(" or ", configurations)));
    } else if (!named.isEmpty() && !configurations.contains(named)) {
      findings.add(
          route.finding(
              "routeConfigurationId",
              "没有出错策略 " + named,
              "there is no route configuration " + named,
              "可选：" + String.join("、", configurations),
              "choose " + String.join(" or ", configurations)));
    }
  }
}
