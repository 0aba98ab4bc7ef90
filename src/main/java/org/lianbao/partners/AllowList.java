package org.lianbao.partners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Cuts an order document to the fields a partner may see (个人信息保护法 6: least data). A field is named
 * by its path, which goes through lists to the fields of each element; {@code items[service=WATER]}
 * keeps those elements of a list whose member {@code service} is WATER. What heads the document
 * (order number, case, kind, role, the sentence of a notice) always stays.
 */
public final class AllowList {

  private static final List<String> HEAD =
      List.of(
          "orderNo",
          "caseNo",
          "upstreamApplyNo",
          "kind",
          "role",
          "service",
          "revision",
          "bundleNo",
          "item",
          "concerns",
          "words");
  private static final Pattern CHOSEN = Pattern.compile("(\\w+)\\[(\\w+)=([^\\]]+)\\]");

  private final List<String[]> paths;

  /** Reads the pointers of a manifest's {@code sees}. */
  public AllowList(List<String> sees) {
    this.paths = sees.stream().map(path -> path.substring(1).split("/")).toList();
  }

  /** A copy with nothing but the head and the fields that may be seen. */
  public JsonNode cut(JsonNode order) {
    var kept = JsonNodeFactory.instance.objectNode();
    for (var name : HEAD) {
      if (order.hasNonNull(name)) {
        kept.set(name, order.get(name));
      }
    }
    for (var path : paths) {
      copy(order, kept, path, 0);
    }
    return kept;
  }

  private static void copy(JsonNode from, ObjectNode to, String[] path, int depth) {
    var segment = path[depth];
    var chosen = CHOSEN.matcher(segment);
    if (chosen.matches()) {
      var items = only(from.path(chosen.group(1)), chosen.group(2), chosen.group(3));
      if (!items.isEmpty()) {
        // Two pointers may choose from one list.
        to.withArray("/" + chosen.group(1)).addAll(items);
      }
      return;
    }
    var value = from.get(segment);
    if (value == null) {
      return;
    }
    if (depth == path.length - 1) {
      to.set(segment, value);
    } else if (value.isObject()) {
      var below = to.path(segment).isObject() ? (ObjectNode) to.get(segment) : to.objectNode();
      copy(value, below, path, depth + 1);
      if (!below.isEmpty()) {
        to.set(segment, below);
      }
    } else if (value.isArray()) {
      var below = to.path(segment).isArray() ? (ArrayNode) to.get(segment) : to.putArray(segment);
      each(value, below, path, depth + 1);
    }
  }

  /** Each element keeps its place, so that further fields of it join it there. */
  private static void each(JsonNode from, ArrayNode to, String[] path, int depth) {
    for (var i = 0; i < from.size(); i++) {
      if (i == to.size()) {
        to.addObject();
      }
      if (from.get(i).isObject() && to.get(i) instanceof ObjectNode element) {
        copy(from.get(i), element, path, depth);
      }
    }
  }

  private static ArrayNode only(JsonNode items, String member, String wanted) {
    var kept = JsonNodeFactory.instance.arrayNode();
    StreamSupport.stream(items.spliterator(), false)
        .filter(item -> item.path(member).asText().equals(wanted))
        .forEach(kept::add);
    return kept;
  }
}
