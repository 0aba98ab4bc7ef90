package org.lianbao.sandbox.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lianbao.shared.Json;

/** JSON merge patches (RFC 7396). */
public final class MergePatch {

  private MergePatch() {}

  /** The document with the patch applied; neither is changed. */
  public static JsonNode apply(JsonNode document, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    var patched =
        document.isObject() ? document.<ObjectNode>deepCopy() : Json.mapper().createObjectNode();
    for (var field : patch.properties()) {
      if (field.getValue().isNull()) {
        patched.remove(field.getKey());
      } else {
        patched.set(field.getKey(), apply(patched.path(field.getKey()), field.getValue()));
      }
    }
    return patched;
  }
}
