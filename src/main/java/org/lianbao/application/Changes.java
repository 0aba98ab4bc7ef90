package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.lianbao.shared.Json;

/**
 * Field by field, what one form says otherwise than another. When and under which request it was
 * handed in is not what it asks for, and is left out.
 */
public final class Changes {

  private static final Set<String> NOT_ASKED = Set.of("/requestId", "/applyTime");

  private final List<Change> found = new ArrayList<>();

  private Changes() {}

  /**
   * A field that changed; values as they were given, so this may hold personal data.
   *
   * @param pointer RFC 6901 pointer into the form; an entry of a list is told by its place
   * @param before {@code null} where the field was not filled in
   * @param after {@code null} where it no longer is
   */
  public record Change(String pointer, JsonNode before, JsonNode after) {

    /** Whether only the address changed from which a file is to be fetched. */
    public boolean ofAddress() {
      return pointer.matches("/attachments/\\d+/url");
    }
  }

  /** What changed from one document to the other, in the order of the first. */
  public static List<Change> between(JsonNode before, JsonNode after) {
    var changes = new Changes();
    changes.compare("", before, after);
    return List.copyOf(changes.found);
  }

  private void compare(String at, JsonNode before, JsonNode after) {
    if (NOT_ASKED.contains(at)) {
      return;
    }
    if (eitherIs(JsonNode::isObject, before, after)) {
      names(before, after)
          .forEach(name -> compare(at + "/" + name, before.path(name), after.path(name)));
    } else if (eitherIs(Changes::ofGroups, before, after)) {
      for (var i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(at + "/" + i, before.path(i), after.path(i));
      }
    } else if (!Json.canonical(before).equals(Json.canonical(after))) {
      found.add(new Change(at, known(before), known(after)));
    }
  }

  /** Whether one of the two is of this shape and the other is too, or is not there at all. */
  private static boolean eitherIs(Predicate<JsonNode> shape, JsonNode one, JsonNode other) {
    return shape.test(one) && (shape.test(other) || other.isMissingNode())
        || shape.test(other) && one.isMissingNode();
  }

  private static boolean ofGroups(JsonNode list) {
    return list.isArray()
        && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isObject);
  }

  private static Set<String> names(JsonNode before, JsonNode after) {
    var names = new LinkedHashSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode known(JsonNode value) {
    return value.isMissingNode() ? null : value;
  }
}
