package org.lianbao.application.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lianbao.shared.Json;

/**
 * Makes a filled form out of a document: leaves out boxes left empty, and takes out numbers no form
 * can mean before anything calculates with them ({@code 1e999999999} would fill the memory).
 */
public final class Filling {

  private static final int MOST_DIGITS = 30;

  /** More than any list or group of the form may have, so that the schema still tells of it. */
  private static final int MOST_ENTRIES = 1000;

  private final Faults faults;

  private Filling(Faults faults) {
    this.faults = faults;
  }

  /** A filled form of its own; the given document is not touched. */
  public static Filled of(ObjectNode given, Faults faults) {
    return new Filled((ObjectNode) new Filling(faults).part(given, ""));
  }

  private JsonNode part(JsonNode given, String pointer) {
    if (given.isObject()) {
      var kept = Json.mapper().createObjectNode();
      for (var entry : given.properties().stream().limit(MOST_ENTRIES).toList()) {
        var at = Pointers.child(pointer, entry.getKey());
        if (!empty(entry.getValue()) && sane(entry.getValue(), at)) {
          kept.set(entry.getKey(), part(entry.getValue(), at));
        }
      }
      return kept;
    }
    if (given.isArray()) {
      var kept = Json.mapper().createArrayNode();
      for (var i = 0; i < Math.min(given.size(), MOST_ENTRIES); i++) {
        // Places in a list stay where they are, so that a fault points at the right one.
        var at = pointer + "/" + i;
        kept.add(sane(given.get(i), at) ? part(given.get(i), at) : kept.nullNode());
      }
      return kept;
    }
    return given;
  }

  private static boolean empty(JsonNode value) {
    return value.isNull() || value.isTextual() && value.textValue().isBlank();
  }

  private boolean sane(JsonNode value, String pointer) {
    if (!value.isNumber() || value.isInt() || value.isLong()) {
      return true;
    }
    var number = value.decimalValue();
    var digits = Math.max(number.precision(), Math.abs((long) number.scale()));
    if (digits <= MOST_DIGITS) {
      return true;
    }
    faults.error(
        pointer,
        "NUMBER_OUT_OF_BOUNDS",
        "数字过大或位数过多，最多 " + MOST_DIGITS + " 位",
        "at most " + MOST_DIGITS + " digits");
    return false;
  }
}
