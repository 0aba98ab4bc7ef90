package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;
import org.lianbao.shared.Clock;

/** Prints what happens to a case, as the hub's API tells it, for a person at a terminal. */
final class CasePrinter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(Clock.COUNTY);

  private final PrintWriter out;

  CasePrinter(PrintWriter out) {
    this.out = out;
  }

  /** One event: when written, who, what, which order; ↩ where only implied by a later one. */
  void event(JsonNode event) {
    var line = new StringBuilder();
    line.append(time(event.path("recordedAt"))).append("  ");
    line.append(pad(event.path("source").asText(), 16)).append(' ');
    line.append(pad(event.path("service").asText(), 6)).append(' ');
    var what = event.path("label").asText() + " " + event.path("labelEn").asText();
    line.append(event.path("implied").asBoolean() ? pad("↩ " + what, 40) : pad("  " + what, 40));
    if (event.hasNonNull("outcome")) {
      line.append(" [").append(event.path("outcome").asText()).append(']');
    }
    line.append(' ').append(event.path("orderNo").asText());
    out.println(line.toString().stripTrailing());
    out.flush();
  }

  /** Every problem of a refusal, in the order of the form. */
  void refusal(int status, JsonNode problem) {
    out.printf("未受理 / refused (%d): %s%n", status, problem.path("title").asText());
    if (problem.hasNonNull("detail")) {
      out.println("  " + problem.path("detail").asText());
    }
    for (var error : problem.path("errors")) {
      out.printf(
          "  - %s %s: %s [%s]%n",
          pad(error.path("label").asText(), 16),
          error.path("pointer").asText(),
          error.path("message").asText(),
          error.path("code").asText());
    }
    out.flush();
  }

  /** The record of the case: stages, files, orders and how far each has come. */
  void record(JsonNode view) {
    out.println();
    row("案件 / case", view.path("caseNo").asText());
    row("上级编号 / county no.", view.path("upstreamApplyNo").asText());
    row("状态 / status", view.path("status").asText());
    var stages = new StringJoiner("  →  ");
    for (var stage : view.path("stages")) {
      stages.add(mark(stage.path("state").asText()) + " " + stage.path("label").asText());
    }
    row("环节 / stages", stages.toString());
    for (var wait : view.path("waitingFor")) {
      row("等待 / waiting", wait.asText());
    }
    for (var file : view.path("attachments")) {
      row(
          "附件 / file " + file.path("materialCode").asText(),
          (file.path("state").asText() + " " + file.path("reason").asText()).strip());
    }
    out.println();
    out.println(
        columns("订单 / order", "单位 / partner", "状态 / state", "对方编号 / their no.", "进度 / last"));
    for (var order : view.path("orders")) {
      var last = order.path("milestones").path(order.path("milestones").size() - 1);
      out.println(
          columns(
              order.path("orderNo").asText(),
              order.path("partner").asText(),
              order.path("state").asText(),
              order.path("partnerRef").asText("-"),
              (time(last.path("occurredAt")) + " " + last.path("label").asText()).strip()));
    }
    out.println();
    out.flush();
  }

  private void row(String name, String value) {
    out.println(pad(name, 24) + value);
  }

  private static String columns(
      String order, String partner, String state, String ref, String last) {
    return pad(order, 36) + pad(partner, 18) + pad(state, 14) + pad(ref, 24) + last;
  }

  private static String mark(String state) {
    return switch (state) {
      case "DONE" -> "✔";
      case "CURRENT" -> "▶";
      default -> "·";
    };
  }

  private static String time(JsonNode at) {
    if (!at.isTextual()) {
      return "";
    }
    Instant instant = OffsetDateTime.parse(at.asText()).toInstant();
    return TIME.format(instant);
  }
}
