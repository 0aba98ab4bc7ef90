package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lianbao.application.Veil;
import org.lianbao.routing.rehearsal.Difference.Kind;

/** Gathers differences field by field; each field once for each kind, with one example. */
final class Differences {

  private final Map<String, Difference> found = new TreeMap<>();

  /** Compares two outputs; false if they differ. */
  boolean same(String mapping, String example, JsonNode before, JsonNode after, Veil veil) {
    var old = Leaves.of(before);
    var now = Leaves.of(after);
    if (old.equals(now)) {
      return true;
    }
    var oldShown = Leaves.of(veil.tree(before));
    var nowShown = Leaves.of(veil.tree(after));
    var pointers = new TreeSet<>(old.keySet());
    pointers.addAll(now.keySet());
    var counted = new HashSet<String>();
    for (var pointer : pointers) {
      var was = old.get(pointer);
      var is = now.get(pointer);
      if (was != null && was.equals(is)) {
        continue;
      }
      var kind = is == null ? Kind.LOST : was == null ? Kind.ADDED : Kind.CHANGED;
      var field = Leaves.inAnyElement(pointer);
      if (counted.add(field + kind)) {
        found.merge(
            kind.ordinal() + mapping + field,
            new Difference(
                mapping, field, kind, 1, example, oldShown.get(pointer), nowShown.get(pointer)),
            (known, another) -> known.once());
      }
    }
    return false;
  }

  /** What was lost first, then what changed, then what was added. */
  List<Difference> all() {
    return List.copyOf(found.values());
  }
}
