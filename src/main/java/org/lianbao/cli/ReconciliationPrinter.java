package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;

/** Prints how a day compares, and what was mended. */
record ReconciliationPrinter(PrintWriter out) {

  private static final Map<String, String> WHAT =
      Map.of(
          "ORDER_MISSING", "对方没有 / the partner does not have it",
          "ORDER_EXTRA", "枢纽没有推送过 / the hub never sent it",
          "STATE_DIFFERS", "一方有一方无 / one has it, the other not",
          "REFERENCE_DIFFERS", "对方编号不一致 / its number is another",
          "REPORT_MISSING", "报来的节点没有收到 / a report is not on record",
          "APPLICATION_MISSING", "枢纽没有这件申请 / the hub does not know the application",
          "APPLICATION_EXTRA", "县平台没有这件申请 / the county does not list the application",
          "CASE_DIFFERS", "案件编号不一致 / under another case",
          "STATUSES_MISSING", "县平台缺状态 / the county lacks statuses");

  void compared(JsonNode compared) {
    out.printf(
        "%s %s%n",
        compared.path("day").asText(),
        "推送 / pushed，送达 / delivered，在途 / on the way，对方已收 / acknowledged，回传 / statuses");
    for (var each : compared.path("comparisons")) {
      var counts = each.path("counts");
      out.printf(
          "%s %8d %8d %8d %8d %8d  %s%n",
          pad(each.path("partner").asText(), 18),
          counts.path("pushed").asLong(),
          counts.path("delivered").asLong(),
          counts.path("onTheWay").asLong(),
          counts.path("acknowledged").asLong(),
          counts.path("statuses").asLong(),
          outcome(each));
    }
    compared.path("differences").forEach(this::difference);
    var all = 0;
    for (var each : compared.path("comparisons")) {
      all += each.path("differences").asInt();
    }
    var shown = compared.path("differences").size();
    if (all > shown) {
      out.printf("  … 另 / and %d%n", all - shown);
    }
  }

  private static String outcome(JsonNode comparison) {
    return switch (comparison.path("state").asText()) {
      case "DONE" ->
          (comparison.path("differences").asInt() == 0
                  ? "相符 / agrees"
                  : "差异 / differences %d".formatted(comparison.path("differences").asInt()))
              + young(comparison.at("/counts/young").asLong());
      case "RUNNING" -> "正在核对 / being compared";
      default -> "清单取不到 / no list：" + comparison.path("reason").asText();
    };
  }

  private static String young(long count) {
    return count == 0 ? "" : "；宽限期内 / within its grace %d".formatted(count);
  }

  private void difference(JsonNode difference) {
    out.printf(
        "  %s %s %s%s%n",
        pad(difference.path("partner").asText(), 18),
        pad(difference.path("about").asText(), 28),
        WHAT.get(difference.path("what").asText()),
        both(difference));
    out.printf(
        "    → %s / %s%n", difference.at("/mend/zh").asText(), difference.at("/mend/en").asText());
    if (difference.hasNonNull("command")) {
      out.printf("      %s%n", difference.path("command").asText());
    }
  }

  private static String both(JsonNode difference) {
    var ours = difference.path("ours").asText("");
    var theirs = difference.path("theirs").asText("");
    return ours.isEmpty() && theirs.isEmpty()
        ? ""
        : "（枢纽 / hub %s，对方 / partner %s）"
            .formatted(ours.isEmpty() ? "—" : ours, theirs.isEmpty() ? "—" : theirs);
  }

  void mended(JsonNode mended) {
    if (mended.hasNonNull("resent")) {
      new DeliveryPrinter(out).batch(mended.path("resent"));
    }
    if (mended.hasNonNull("redriven")) {
      out.printf("重新处理来文 / messages driven again %d%n", mended.at("/redriven/messages").size());
    }
    if (!mended.path("left").isEmpty()) {
      out.printf("要人办的 / for a person %d%n", mended.path("left").size());
    }
  }
}
