package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.lianbao.shared.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what is old enough to go, and lets it go. */
@Command(
    name = "retention",
    description = {
      "保留期限：每条规则会清除什么，什么因何保留 / what each rule would remove, and what stays and why.",
      "枢纽每天凌晨自行清除；加 --yes 现在就清除 / the hub does it every night; --yes does it now."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:列出，或已清除 / told, or done",
      "1:有规则未能执行完，稍后自行再试 / a rule could not be applied whole; it is tried again by itself",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {

  private static final Map<String, String> WHY =
      Map.ofEntries(
          Map.entry("OPEN_CASE", "办件未办结 / case open"),
          Map.entry("UNDELIVERED", "有未送达的推送单 / orders not delivered"),
          Map.entry("WAITING_MESSAGE", "来文等待处理 / waits in the inbox"),
          Map.entry("WANTED_FILE", "附件未取到 / file not fetched"),
          Map.entry("UNREAD", "来文未能读懂 / could not be read"),
          Map.entry("CONTRADICTION", "回告互相矛盾 / contradictory reports"),
          Map.entry("HELD_PARTNER", "单位暂挂中 / partner held"),
          Map.entry("LAST_CHANGE", "现行版本 / what runs now"),
          Map.entry("OPEN_ALERT", "告警未解除 / alert open"),
          Map.entry("NOT_TOLD", "告警解除未送达 / its end not told yet"));

  @Mixin Operator operator;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "经办人 / who does it (default: the user of this machine).")
  String by = System.getProperty("user.name");

  @Option(names = "--yes", description = "现在清除 / do it now.")
  boolean yes;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var report =
        yes
            ? operator.tell("/retention", Map.of("by", by))
            : operator.ask("/retention", new TreeMap<>());
    var out = operator.command.commandLine().getOut();
    if (json) {
      out.println(report.toPrettyString());
    } else {
      report.path("rules").forEach(line -> print(out, line));
      if (!yes) {
        out.println("→ --yes 现在清除；否则枢纽每天凌晨三点后自行清除 / does it now; the hub does it after 3 a.m.");
      }
    }
    return StreamSupport.stream(report.path("rules").spliterator(), false)
            .anyMatch(line -> line.hasNonNull("fault"))
        ? 1
        : 0;
  }

  private void print(PrintWriter out, JsonNode line) {
    out.printf(
        "%s：保留 %d 天，早于 %s / kept %2$d days, before %3$s%n",
        line.path("rule").asText(),
        line.path("days").asLong(),
        Instant.parse(line.path("before").asText()).atZone(Clock.COUNTY).toLocalDate());
    if (line.path("portions").isEmpty()) {
      out.println("  没有可清除的 / nothing");
    }
    for (var portion : line.path("portions")) {
      out.printf(
          yes ? "  %s  已清除 / removed %d%s%n" : "  %s  会清除 / would remove %d%s%n",
          portion.path("part").asText(),
          portion.path("removed").asLong(),
          kept(portion.path("kept")));
    }
    if (line.hasNonNull("fault")) {
      out.println(
          "  未能执行完，稍后再试 / not done whole, tried again later: " + line.path("fault").asText());
    }
  }

  private static String kept(JsonNode kept) {
    return kept.properties().stream()
        .map(
            it ->
                "，保留 / stays %d：%s"
                    .formatted(it.getValue().asLong(), WHY.getOrDefault(it.getKey(), it.getKey())))
        .collect(Collectors.joining());
  }
}
