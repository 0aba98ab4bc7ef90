package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lianbao.shared.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drives a partner's waiting messages through the mapping that runs now. */
@Command(
    name = "redrive",
    description = {
      "映射改好并生效后，重新处理等待的来文 / drive waiting messages again, once the mended mapping is in force.",
      "重复无效果 / a repeat has no effect."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:没有来文再等映射 / nothing waits for a mapping any more",
      "1:仍有来文等待 / some wait on",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class RedriveCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  @Mixin Operator operator;

  @Parameters(paramLabel = "SLUG", description = "单位（文件夹名） / the partner.")
  String slug;

  @Option(names = "--dry-run", description = "只看结果，不记录 / only tell what would come of it.")
  boolean dryRun;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var driven =
        operator.tell(
            "/partners/" + Operator.path(slug) + "/redrive",
            Map.of("dry", Boolean.toString(dryRun)));
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(driven.toPrettyString());
    } else {
      print(out, driven);
    }
    return waits(driven) ? 1 : 0;
  }

  private static boolean waits(JsonNode driven) {
    for (var message : driven.path("messages")) {
      if (message.hasNonNull("left") || message.path("unclear").asInt() > 0) {
        return true;
      }
    }
    return false;
  }

  private static void print(PrintWriter out, JsonNode driven) {
    for (var message : driven.path("messages")) {
      out.printf(
          "%s  %s  %s%n",
          TIME.format(Instant.parse(message.path("receivedAt").asText())),
          message.path("channel").asText(),
          message.hasNonNull("left")
              ? message.at("/left/zh").asText() + " / " + message.at("/left/en").asText()
              : counts(message));
    }
    out.printf(
        "%s：%d 条来文 / messages%s%n",
        driven.path("partner").asText(),
        driven.path("messages").size(),
        driven.path("dry").asBoolean() ? "（未记录 / nothing was written）" : "");
  }

  private static String counts(JsonNode message) {
    return "%d 记录 / recorded，%d 重复 / repeated，%d 无法识别 / unclear，%d 行须退回 / rows to give back"
        .formatted(
            message.path("recorded").asInt(),
            message.path("repeated").asInt(),
            message.path("unclear").asInt(),
            message.path("rejected").asInt());
  }
}
