package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lianbao.application.Veil;
import org.lianbao.mapping.MappingFault;
import org.lianbao.shared.Finding;

/** Both texts side by side over one input after another. */
final class Trial {

  private final Differences differences = new Differences();
  private final Map<String, Finding> faults = new LinkedHashMap<>();
  private int same;
  private int mended;

  /**
   * Compares what the two texts give.
   *
   * @param file the changed mapping, such as {@code mappings/acme/order.jsonata}
   * @param example how people know this input
   */
  void compare(
      String file, String example, Supplier<JsonNode> before, Supplier<JsonNode> after, Veil veil) {
    JsonNode old;
    try {
      old = before.get();
    } catch (MappingFault e) {
      old = null;
    }
    try {
      var now = after.get();
      if (old == null) {
        mended++;
      } else if (differences.same(
          file.substring(file.lastIndexOf('/') + 1), example, old, now, veil)) {
        same++;
      }
    } catch (MappingFault e) {
      if (old != null) {
        var finding = finding(file, example, e);
        faults.putIfAbsent(finding.place() + e.place().map(p -> p.reason()).orElse(""), finding);
      }
    }
  }

  private static Finding finding(String file, String example, MappingFault fault) {
    var place = fault.place();
    var why =
        place.map(p -> "%d: %s".formatted(p.column(), p.reason())).orElseGet(fault::getMessage);
    return Finding.of(
        place.map(p -> "mappings/" + p.file()).orElse(file),
        place.map(MappingFault.Place::line).orElse(1),
        example + " 无法转换：" + why,
        example + " cannot be mapped: " + why,
        "改正这一行的写法",
        "mend the expression on this line");
  }

  Rehearsed result(String partner, int orders, int messages, List<Finding.Words> notes) {
    var found = differences.all();
    var ok = faults.isEmpty() && found.stream().noneMatch(d -> d.kind() == Difference.Kind.LOST);
    return new Rehearsed(
        partner,
        ok,
        orders,
        messages,
        same,
        mended,
        found,
        List.copyOf(faults.values()),
        List.copyOf(notes));
  }
}
