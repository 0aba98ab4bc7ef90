package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.lianbao.shared.Clock;

/** Prints how deliveries go, and what was done to orders. */
record DeliveryPrinter(PrintWriter out) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(Clock.COUNTY);

  private static final Map<String, String> STATES =
      Map.of(
          "OPEN", "正常 / open",
          "FAILING", "有失败 / failing",
          "HELD", "因故障暂挂 / held",
          "PAUSED", "人工暂挂 / paused",
          "CLOSED", "停送时段 / closed");

  private static final Map<String, String> SILENT =
      Map.of(
          "SENT", "已送达 / sent",
          "RECEIPTED", "已接件 / receipted",
          "ACCEPTED", "已受理 / accepted");

  private static final Map<String, String> LEFT =
      Map.of(
          "ON_ITS_WAY", "正在途中 / on its way",
          "DELIVERED", "已送达 / delivered",
          "REFUSED", "对方不予受理，已记入办件 / refused, a fact of its case",
          "CANCELLED", "已撤销 / called off",
          "NOTICE", "状态通知不可缺 / the county must have every notice");

  private static final Map<String, String> FAULTS =
      Map.of(
          "PARTNER", "对方 / partner",
          "MAPPING", "映射 / mapping",
          "FILE", "附件 / file",
          "HUB", "联报 / hub");

  void partners(JsonNode answer) {
    for (var partner : answer.path("partners")) {
      out.printf(
          "%s %s 等待 / waiting %d，在途 / on their way %d，待处理 / to look at %d%n",
          pad(partner.path("partner").asText(), 18),
          pad(STATES.get(partner.path("state").asText()), 22),
          partner.path("waiting").asLong(),
          partner.path("onTheirWay").asLong(),
          partner.path("dead").asLong());
      detail(partner);
    }
    answer.path("silence").forEach(this::silence);
    answer.path("dead").forEach(this::order);
    for (var act : answer.path("acts")) {
      out.printf(
          "  %s  %s %s %s%s%n",
          time(act, "at"),
          pad(act.path("act").asText(), 8),
          act.path("by").asText(),
          act.path("reason").asText(""),
          act.path("orders").asInt() == 0
              ? ""
              : "（%d 单 / orders）".formatted(act.path("orders").asInt()));
    }
  }

  private void silence(JsonNode silent) {
    out.printf(
        "  %s 无回音 / nothing heard: %s %d 单 / orders，自 / since %s，时限 / limit %s / %s，%s%n",
        pad(silent.path("partner").asText(), 16),
        SILENT.get(silent.path("state").asText()),
        silent.path("orders").asInt(),
        time(silent, "heardAt"),
        silent.at("/limit/zh").asText(),
        silent.at("/limit/en").asText(),
        silent.path("orderNo").asText());
  }

  private void detail(JsonNode partner) {
    if (partner.hasNonNull("reason")) {
      out.printf(
          "    %s%s%n",
          partner.hasNonNull("by") ? partner.path("by").asText() + "：" : "",
          partner.path("reason").asText());
    }
    if (partner.hasNonNull("since")) {
      out.printf("    自 / since %s%n", time(partner, "since"));
    }
    if (partner.hasNonNull("until")) {
      out.printf(
          "    %s %s%n",
          partner.path("state").asText().equals("HELD") ? "下次试送 / next try" : "至 / until",
          time(partner, "until"));
    }
    step(partner);
  }

  void batch(JsonNode batch) {
    batch.path("orders").forEach(this::order);
    var shown = batch.path("orders").size();
    var all = batch.path("done").asInt() + batch.path("left").asInt();
    if (all > shown) {
      out.printf("  … 另 / and %d%n", all - shown);
    }
    if (batch.path("more").asBoolean()) {
      out.println("  符合的更多，请再执行一次 / more fit than one act takes; do it again");
    }
    out.printf(
        batch.path("dry").asBoolean()
            ? "会处理 / would be done %d，保持原样 / left %d；未改动任何内容，加 --yes 执行 / nothing was changed; --yes does it%n"
            : "已处理 / done %d，保持原样 / left %d%n",
        batch.path("done").asInt(),
        batch.path("left").asInt());
  }

  private void order(JsonNode order) {
    out.printf(
        "  %s %s %s%s%n",
        pad(order.path("orderNo").asText(), 30),
        pad(order.path("state").asText("DEAD"), 10),
        order.hasNonNull("fault") ? FAULTS.get(order.path("fault").asText()) + "：" : "",
        order.hasNonNull("left")
            ? LEFT.get(order.path("left").asText())
            : order.path("reason").asText(""));
    if (!order.hasNonNull("left")) {
      step(order);
    }
  }

  private void step(JsonNode of) {
    if (of.hasNonNull("nextStep")) {
      out.printf("    → %s / %s%n", of.at("/nextStep/zh").asText(), of.at("/nextStep/en").asText());
    }
  }

  private static String time(JsonNode of, String name) {
    return TIME.format(Instant.parse(of.path(name).asText()));
  }
}
