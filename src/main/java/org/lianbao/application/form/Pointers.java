package org.lianbao.application.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** RFC 6901 pointers, bounded and cleaned so that a hostile field name can be told safely. */
final class Pointers {

  private static final int LONGEST_NAME = 64;

  private Pointers() {}

  static String child(String pointer, String name) {
    return pointer + "/" + shown(name).replace("~", "~0").replace("/", "~1");
  }

  static String unescape(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  /** A field name as it may be shown: short, printable, well-formed. */
  static String shown(String name) {
    var text = new StringBuilder();
    name.codePoints()
        .limit(LONGEST_NAME)
        .map(point -> printable(point) ? point : 0xFFFD)
        .forEach(text::appendCodePoint);
    return name.codePointCount(0, name.length()) > LONGEST_NAME
        ? text.append('…').toString()
        : text.toString();
  }

  /** The places in the document that a pattern with {@code *} for list places stands for. */
  static List<String> matching(String pattern, JsonNode document) {
    var found = List.of("");
    for (var token : pattern.substring(1).split("/")) {
      var next = new ArrayList<String>();
      for (var pointer : found) {
        var at = document.at(pointer);
        if (!token.equals("*")) {
          if (at.has(token)) {
            next.add(pointer + "/" + token);
          }
        } else if (at.isArray()) {
          for (var i = 0; i < at.size(); i++) {
            next.add(pointer + "/" + i);
          }
        }
      }
      found = next;
    }
    return found;
  }

  private static boolean printable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
