package org.lianbao.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which code tables the mappings of a partner read, in which direction, and where they say so. */
final class TableUse {

  private static final Pattern CALL = Pattern.compile("\\$(code|codeBack)\\(\\s*\"([^\"]*)\"");

  private final Map<String, Place> first = new LinkedHashMap<>();
  private final TreeSet<String> forward = new TreeSet<>();
  private final TreeSet<String> backward = new TreeSet<>();

  /** Notes the calls in the text of a mapping. */
  void read(String file, String text) {
    var call = CALL.matcher(text);
    while (call.find()) {
      var table = call.group(2);
      first.putIfAbsent(table, new Place(file, line(text, call.start())));
      (call.group(1).equals("code") ? forward : backward).add(table);
    }
  }

  /** Every table that is read, with the place that reads it first. */
  Map<String, Place> tables() {
    return first;
  }

  /** Whether our codes are looked up in it. */
  boolean forward(String table) {
    return forward.contains(table);
  }

  /** Whether the partner's codes are looked up in it. */
  boolean backward(String table) {
    return backward.contains(table);
  }

  static int line(String text, int at) {
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  record Place(String file, int line) {}
}
