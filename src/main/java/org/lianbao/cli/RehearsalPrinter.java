package org.lianbao.cli;

import static org.lianbao.cli.Columns.pad;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Prints what came of a rehearsal. */
final class RehearsalPrinter {

  private final PrintWriter out;

  RehearsalPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(JsonNode rehearsed) {
    FindingList.print(out, FindingList.of(rehearsed.path("faults")));
    rehearsed.path("differences").forEach(this::difference);
    for (var note : rehearsed.path("notes")) {
      out.printf("! %s / %s%n", note.path("zh").asText(), note.path("en").asText());
    }
    out.printf(
        "%s %s：%d 件工单 / orders，%d 条来文 / messages，%d 相同 / the same",
        rehearsed.path("ok").asBoolean() ? "✔" : "✘",
        rehearsed.path("partner").asText(),
        rehearsed.path("orders").asInt(),
        rehearsed.path("messages").asInt(),
        rehearsed.path("same").asInt());
    var mended = rehearsed.path("mended").asInt();
    out.println(mended == 0 ? "" : "，%d 原先不能转换 / could not be mapped before".formatted(mended));
    out.flush();
  }

  private void difference(JsonNode difference) {
    out.printf(
        "%s  mappings/…/%s  %s  ×%d（%s）%n",
        pad(kind(difference.path("kind").asText()), 16),
        difference.path("mapping").asText(),
        difference.path("field").asText(),
        difference.path("count").asInt(),
        difference.path("example").asText());
    line("- ", difference.path("before"));
    line("+ ", difference.path("after"));
  }

  private void line(String sign, JsonNode value) {
    if (value.isTextual()) {
      out.println("    " + sign + value.asText());
    }
  }

  private static String kind(String kind) {
    return switch (kind) {
      case "LOST" -> "缺失 / lost";
      case "CHANGED" -> "改变 / changed";
      default -> "增加 / added";
    };
  }
}
