package org.lianbao.routing.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.lianbao.routing.PartnerRoutes.Unusable;
import org.lianbao.shared.Finding;

/** What Camel says of a route file, as a finding with its place; no setting's value is quoted. */
final class CamelFault {

  private static final String ROUTE = "- route:";
  private static final int LONGEST = 300;
  private static final int SHORTEST_SECRET = 4;

  private CamelFault() {}

  static Finding finding(Unusable fault, Collection<String> secrets) {
    var why = why(fault, secrets);
    return Finding.of(
        fault.file(),
        line(fault),
        "路由不能启用：" + why,
        "the route cannot be brought in: " + why,
        "按原因改正后再次 apply",
        "mend what is named, then apply again");
  }

  private static String why(Throwable fault, Collection<String> secrets) {
    var root = fault.getCause();
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    var text = root.getMessage();
    var why = text == null ? root.getClass().getSimpleName() : text.lines().findFirst().orElse("");
    for (var secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        why = why.replace(secret, "***");
      }
    }
    return why.substring(0, Math.min(LONGEST, why.length()));
  }

  /** The line of the route's id, where Camel names the route or there is only one. */
  private static int line(Unusable fault) {
    if (fault.path() == null) {
      return 1;
    }
    var id = routeId(fault.getCause());
    try {
      var lines = Files.readAllLines(fault.path());
      var only = id == null && lines.stream().filter(ROUTE::equals).count() == 1;
      for (var i = 0; i < lines.size(); i++) {
        var line = lines.get(i).strip();
        if (only ? line.startsWith("id: ") : line.equals("id: " + id)) {
          return i + 1;
        }
      }
      return 1;
    } catch (IOException e) {
      return 1;
    }
  }

  private static String routeId(Throwable fault) {
    for (var cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedToCreateRouteException created) {
        return created.getRouteId();
      }
      if (cause instanceof FailedToStartRouteException started) {
        return started.getRouteId();
      }
    }
    return null;
  }
}
