package org.lianbao.mapping;

import com.dashjoin.jsonata.JException;
import java.util.regex.Pattern;

/** The text of a mapping, for saying where in it a fault lies. */
record Source(String name, String text) {

  private static final Pattern CODE = Pattern.compile("[A-Z]\\d{4}");
  private static final int MAX_EXCERPT = 120;

  /** The library's fault with its place; the values the library would quote are left out. */
  MappingFault fault(String what, JException e, Trail trail) {
    var known = e.getLocation() > 0;
    return fault(what, reason(e), known ? e.getLocation() : position(trail), trail);
  }

  /** A fault with its place: line, column and the text of the line. */
  MappingFault fault(String what, String reason, Trail trail) {
    return fault(what, reason, position(trail), trail);
  }

  private MappingFault fault(String what, String reason, int position, Trail trail) {
    if (position < 0) {
      return new MappingFault("mappings/%s %s: %s".formatted(name, what, reason));
    }
    var place = place(position, reason, trail);
    return new MappingFault(
        "mappings/%s %s: line %d, column %d: %s; there it says: %s"
            .formatted(name, what, place.line(), place.column(), reason, place.expression()),
        null,
        place);
  }

  private MappingFault.Place place(int position, String reason, Trail trail) {
    var at = Math.min(position, text.length());
    var before = text.substring(0, at);
    var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    var start = before.lastIndexOf('\n') + 1;
    var end = text.indexOf('\n', at);
    var excerpt = text.substring(start, end < 0 ? text.length() : end).strip();
    return new MappingFault.Place(
        name,
        line,
        Math.max(at - start, 1),
        excerpt.length() > MAX_EXCERPT ? excerpt.substring(0, MAX_EXCERPT) + "…" : excerpt,
        reason,
        trail == null ? null : trail.met());
  }

  private static int position(Trail trail) {
    return trail == null ? -1 : trail.position();
  }

  private static String reason(JException e) {
    var code = e.getError();
    if (code == null) {
      return "an error without a code";
    }
    return CODE.matcher(code).matches() ? code + " " + JException.msg(code, -1, "…", "…") : code;
  }
}
