package org.lianbao.console;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lianbao.cases.CaseReader.Search;

/** Which cases somebody asked for; a filter not set is {@code null}. */
record CaseQuery(String text, String status, String service, Boolean late, int offset, int limit) {

  /** Open, or the outcomes a case can have. */
  static final Set<String> STATUSES =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(List.of("OPEN", "DONE", "PARTIALLY_DONE", "REFUSED", "WITHDRAWN")));

  private static final int LONGEST_TEXT = 200;
  private static final int FARTHEST = 1_000_000;
  private static final int LARGEST_PAGE = 500;

  static CaseQuery of(Parameters given, int usualLimit) {
    return new CaseQuery(
        given.text("q", LONGEST_TEXT),
        given.oneOf("status", STATUSES),
        given.code("service"),
        given.yesOrNo("late"),
        (int) given.number("offset", 0, 0, FARTHEST),
        (int) given.number("limit", usualLimit, 1, LARGEST_PAGE));
  }

  /** What to read: one case more than shown, which tells whether there is a next page. */
  Search search() {
    return new Search(text, status, service, late, offset, limit + 1);
  }

  boolean filtered() {
    return text != null || status != null || service != null || late != null;
  }
}
