package org.lianbao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lianbao.application.Veil;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.MappingFault;
import org.lianbao.shared.Json;
import org.lianbao.shared.LineDifference;

/** Tells what a trial of a mapping gave, for people or as JSON; each way returns the exit code. */
final class TrialReport {

  private static final String MASKED = "（已遮盖，--clear 显示原文 / masked; --clear shows it）";

  private final PrintWriter out;
  private final boolean json;

  TrialReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  int output(Example trial, byte[] given, Veil veil) {
    var text = readable(trial, given, veil);
    if (json) {
      var document = document(true, veil);
      if (trial.to() == Format.JSON) {
        document.set("output", Json.read(text.getBytes(StandardCharsets.UTF_8)));
      } else {
        document.put("output", text);
      }
      out.println(document.toPrettyString());
    } else {
      out.println(text.stripTrailing());
      note(veil);
    }
    return 0;
  }

  int difference(Example trial, byte[] given, Veil veil) {
    var at = trial.difference(given);
    var lines =
        at < 0
            ? List.<String>of()
            : LineDifference.between(
                readable(trial, trial.expectedBytes(), veil).lines().toList(),
                readable(trial, given, veil).lines().toList());
    if (json) {
      var document = document(at < 0, veil).put("firstByte", at);
      document.set("difference", Json.mapper().valueToTree(lines));
      out.println(document.toPrettyString());
    } else if (at < 0) {
      out.println("一致 / the same: " + trial.shown(trial.expected()));
    } else {
      out.printf("--- %s%n+++ 映射的输出 / what the mapping gives%n", trial.shown(trial.expected()));
      lines.forEach(out::println);
      if (lines.isEmpty()) {
        out.println(
            "所见相同，自第 %d 个字节起不同 / what is shown is the same; the bytes differ from %d on"
                .formatted(at + 1, at + 1));
      }
      note(veil);
    }
    return at < 0 ? 0 : 1;
  }

  int fault(MappingFault fault, Example trial) {
    var place = fault.place();
    if (json) {
      var document = Json.mapper().createObjectNode().put("ok", false);
      document.put("reason", place.map(MappingFault.Place::reason).orElse(fault.getMessage()));
      place.ifPresent(at -> document.set("place", Json.mapper().valueToTree(at)));
      out.println(document.toPrettyString());
    } else if (place.isPresent()) {
      var at = place.get();
      out.printf(
          "mappings/%s:%d:%d%n  转换失败 / failed: %s%n  表达式 / expression: %s%n",
          at.file(), at.line(), at.column(), at.reason(), at.expression());
      if (at.met() != null) {
        out.println("  遇到的值 / it met: " + at.met());
      }
    } else {
      out.printf("%s%n  转换失败 / failed: %s%n", trial.shown(trial.input()), fault.getMessage());
    }
    return 1;
  }

  /** JSON with one field to a line, so that people can read it and differences are small. */
  private static String readable(Example trial, byte[] bytes, Veil veil) {
    if (trial.to() == Format.JSON) {
      var tree = Json.read(bytes);
      return (veil == null ? tree : veil.tree(tree)).toPrettyString();
    }
    var text = new String(bytes, trial.charset());
    return veil == null ? text : veil.text(text);
  }

  private static ObjectNode document(boolean ok, Veil veil) {
    return Json.mapper().createObjectNode().put("ok", ok).put("masked", veil != null);
  }

  private void note(Veil veil) {
    if (veil != null) {
      out.println(MASKED);
    }
  }
}
