package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.lianbao.shared.YamlText;

/** What a document says, field by field: each value by its RFC 6901 pointer. */
final class Leaves {

  private Leaves() {}

  /** The fields that say something; what is null or empty says nothing. */
  static Map<String, String> of(JsonNode document) {
    var leaves = new TreeMap<String, String>();
    gather("", document, leaves);
    return leaves;
  }

  private static void gather(String at, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties().forEach(e -> gather(YamlText.below(at, e.getKey()), e.getValue(), leaves));
    } else if (node.isArray()) {
      for (var i = 0; i < node.size(); i++) {
        gather(at + "/" + i, node.get(i), leaves);
      }
    } else if (!node.isNull() && !node.isMissingNode() && !node.asText().isEmpty()) {
      leaves.put(at, node.asText());
    }
  }

  /** The same field in every element of a list: {@code /items/3/name} becomes {@code /items/*}…. */
  static String inAnyElement(String pointer) {
    return pointer.replaceAll("/\\d+(?=/|$)", "/*");
  }
}
