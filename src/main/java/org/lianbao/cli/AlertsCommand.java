package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.lianbao.shared.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is wrong, or tries whether people can be told of it. */
@Command(
    name = "alerts",
    description = "告警：现在有什么不对、下一步做什么 / alerts: what is wrong now, and what to do about it.",
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:没有告警；--test 时全部送达 / nothing is open; with --test, all took it",
      "1:有告警；--test 时有未送达或没有渠道 / something is open; with --test, not all took it, or there is none",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class AlertsCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  private static final int SHOWN = 3;

  @Mixin Operator operator;

  @Option(
      names = "--test",
      description = "经各渠道发一条测试 / send a message that says it is a test through every channel.")
  boolean test;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var answer = test ? operator.tell("/alerts/test", Map.of()) : operator.ask("/alerts", Map.of());
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else if (test) {
      tried(out, answer);
    } else {
      print(out, answer);
    }
    return test ? all(answer) : answer.path("open").isEmpty() ? 0 : 1;
  }

  private static int all(JsonNode answer) {
    var channels = answer.path("channels");
    var taken =
        StreamSupport.stream(channels.spliterator(), false)
            .allMatch(channel -> channel.path("taken").asBoolean());
    return taken && !channels.isEmpty() ? 0 : 1;
  }

  private static void tried(PrintWriter out, JsonNode answer) {
    for (var channel : answer.path("channels")) {
      out.printf(
          "%s %s %s%n",
          pad(channel.path("channel").asText(), 10),
          channel.path("taken").asBoolean() ? "已送达 / taken" : "未送达 / not taken",
          channel.path("answer").asText());
    }
    if (answer.path("channels").isEmpty()) {
      none(out);
    }
  }

  private static void print(PrintWriter out, JsonNode board) {
    for (var alert : board.path("open")) {
      out.printf("%s %s%n", time(alert, "since"), words(alert, "title"));
      out.printf("    %s%n", words(alert, "text"));
      out.printf("    %s … %d%n", about(alert), alert.path("count").asLong());
      out.printf("    → %s%n", words(alert, "nextStep"));
    }
    if (board.path("open").isEmpty()) {
      out.println("没有告警 / nothing is wrong");
    }
    for (var alert : board.path("cleared")) {
      out.printf("%s 已恢复 / over  %s%n", time(alert, "clearedAt"), words(alert, "title"));
    }
    for (var channel : board.path("channels")) {
      out.printf(
          "%s %s%n",
          pad(channel.path("channel").asText(), 10),
          channel.hasNonNull("waitingSince")
              ? "自 %s 起未送达 / not told since then：%s"
                  .formatted(time(channel, "waitingSince"), channel.path("fault").asText("-"))
              : "正常 / up to date");
    }
    if (board.path("channels").isEmpty()) {
      none(out);
    }
  }

  private static void none(PrintWriter out) {
    out.println("没有设置通知渠道 / no channel is set up → lianbao.alerts, docs/alerts.md");
  }

  private static String about(JsonNode alert) {
    return StreamSupport.stream(alert.path("about").spliterator(), false)
        .map(JsonNode::asText)
        .limit(SHOWN)
        .collect(Collectors.joining(", "));
  }

  private static String words(JsonNode alert, String name) {
    return alert.at("/" + name + "/zh").asText() + " / " + alert.at("/" + name + "/en").asText();
  }

  private static String time(JsonNode node, String name) {
    return TIME.format(Instant.parse(node.path(name).asText()));
  }
}
