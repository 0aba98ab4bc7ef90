package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Set;
import java.util.StringJoiner;

/** Prints what the gate says to a change. */
final class VerdictPrinter {

  private static final Set<String> IN_FORCE = Set.of("APPLIED", "REMOVED", "UNCHANGED");

  private final PrintWriter out;

  VerdictPrinter(PrintWriter out) {
    this.out = out;
  }

  static boolean inForce(JsonNode verdict) {
    return IN_FORCE.contains(verdict.path("outcome").asText());
  }

  void print(JsonNode verdict) {
    var slug = verdict.path("partner").asText();
    FindingList.print(out, FindingList.of(verdict.path("findings")));
    out.printf(
        "%s %s：%s / %s%n",
        inForce(verdict) ? "✔" : "✘",
        slug,
        verdict.path("message").path("zh").asText(),
        verdict.path("message").path("en").asText());
    if (!verdict.path("routes").isEmpty()) {
      var routes = new StringJoiner(", ");
      verdict.path("routes").forEach(route -> routes.add(route.asText()));
      out.println("  运行中的路由 / routes that run: " + routes);
    }
    var waiting = verdict.path("waiting").asInt();
    if (waiting > 0) {
      out.printf(
          "  %d 条等待的来文正在重新处理 / waiting messages are driven again: ./lianbao inbox %s%n",
          waiting, slug);
    }
    out.flush();
  }
}
