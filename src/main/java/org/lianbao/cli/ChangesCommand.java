package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.lianbao.shared.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who changed which partner, and whose folders differ from what runs. */
@Command(
    name = "changes",
    description =
        "谁在何时改了什么，哪些文件夹与运行的文本不同 / who changed what, and whose folders differ from what runs.",
    mixinStandardHelpOptions = true)
final class ChangesCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  @Mixin Operator operator;

  @Parameters(
      arity = "0..1",
      paramLabel = "SLUG",
      description = "单位，不填则全部 / one partner; all if left out.")
  String slug;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "最近几次 / how many (default ${DEFAULT-VALUE}).")
  int last;

  @Option(names = "--diff", description = "逐行列出改动 / show the lines that changed.")
  boolean diff;

  @Option(names = "--json", description = "以 JSON 输出，含改动 / print JSON, with the lines.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = new TreeMap<String, String>();
    query.put("limit", Integer.toString(last));
    if (slug != null) {
      query.put("partner", slug);
    }
    var answer = operator.ask("/changes", query);
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      for (var change : answer.path("changes")) {
        print(out, change);
      }
      for (var pending : answer.path("pending")) {
        out.printf(
            "! %s：文件夹与运行的文本不同 / its folders differ from what runs: ./lianbao apply %s%n",
            pending.asText(), pending.asText());
      }
    }
    return 0;
  }

  private void print(PrintWriter out, JsonNode change) {
    out.printf(
        "%s  %s %s %s%n",
        TIME.format(Instant.parse(change.path("at").asText())),
        pad(change.path("partner").asText(), 18),
        pad(change.path("outcome").asText(), 9),
        change.path("by").asText());
    FindingList.of(change.path("findings"))
        .forEach(finding -> out.println("    " + finding.place() + "  " + finding.what()));
    if (diff) {
      change.path("difference").asText("").lines().forEach(line -> out.println("    " + line));
    }
  }
}
