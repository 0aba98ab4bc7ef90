package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.lianbao.shared.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what partners sent that waits, and for what. */
@Command(
    name = "inbox",
    description = "收件箱里等待的来文及其原因 / what waits in the inbox, and for what.",
    exitCodeListHeading = "%n",
    exitCodeList = {"0:没有来文在等待 / nothing waits", "1:有来文在等待 / something waits", "2:用法不对 / usage"},
    mixinStandardHelpOptions = true)
final class InboxCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);
  private static final Map<String, String> WAITS_FOR =
      Map.of(
          "ORDER", "等工单 / for its order",
          "MAPPING", "等映射 / for a mapping",
          "SENDER", "请对方重发 / ask its sender to send it again");

  @Mixin Operator operator;

  @Parameters(
      arity = "0..1",
      paramLabel = "SLUG",
      description = "单位，不填则全部 / one partner; all if left out.")
  String slug;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "50",
      description = "最早的几条 / how many, oldest first (default ${DEFAULT-VALUE}).")
  int first;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = new TreeMap<String, String>();
    query.put("limit", Integer.toString(first));
    if (slug != null) {
      query.put("partner", slug);
    }
    var answer = operator.ask("/inbox", query);
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      answer.path("waiting").forEach(waiting -> print(out, waiting));
    }
    return answer.path("waiting").isEmpty() ? 0 : 1;
  }

  private static void print(PrintWriter out, JsonNode waiting) {
    out.printf(
        "%s  %s %s %s%n    %s%n",
        time(waiting.path("receivedAt")),
        pad(waiting.path("channel").asText(waiting.path("partner").asText()), 28),
        pad(waiting.path("orderNo").asText("-"), 26),
        WAITS_FOR.get(waiting.path("waitsFor").asText())
            + (waiting.hasNonNull("tryAt") ? "，下次 / next try " + time(waiting.path("tryAt")) : ""),
        waiting.path("reason").asText());
  }

  private static String time(JsonNode instant) {
    return TIME.format(Instant.parse(instant.asText()));
  }
}
