package org.lianbao.alerts;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** All troubles of one cause at one moment. */
record Seen(
    String watch, Instant since, long count, List<String> about, Map<String, String> facts) {

  private static final int SHOWN = 10;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** At least one trouble of the same cause; the facts are those of the one that began first. */
  static Seen of(String watch, List<Trouble> troubles) {
    var first = troubles.stream().min(Comparator.comparing(Trouble::since)).orElseThrow();
    var told = first.facts().getOrDefault("count", "");
    return new Seen(
        watch,
        first.since(),
        NUMBER.matcher(told).matches() ? Long.parseLong(told) : troubles.size(),
        troubles.stream().map(Trouble::about).distinct().limit(SHOWN).toList(),
        first.facts());
  }
}
