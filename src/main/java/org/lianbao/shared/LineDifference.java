package org.lianbao.shared;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, as {@code - expected} and {@code + given}. */
public final class LineDifference {

  private static final int MOST_LINES = 2_000;

  private LineDifference() {}

  /** The differing lines with their numbers in the expected text; empty where none differ. */
  public static List<String> between(List<String> expected, List<String> given) {
    var one = expected.subList(0, Math.min(expected.size(), MOST_LINES));
    var other = given.subList(0, Math.min(given.size(), MOST_LINES));
    var common = common(one, other);
    var lines = new ArrayList<String>();
    var i = 0;
    var j = 0;
    while (i < one.size() || j < other.size()) {
      if (i < one.size() && j < other.size() && one.get(i).equals(other.get(j))) {
        i++;
        j++;
      } else if (j >= other.size() || (i < one.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- %d: %s".formatted(i + 1, one.get(i++)));
      } else {
        lines.add("+ %d: %s".formatted(j + 1, other.get(j++)));
      }
    }
    return lines;
  }

  /** For each pair of places, how many lines the rests have in common. */
  private static int[][] common(List<String> one, List<String> other) {
    var length = new int[one.size() + 1][other.size() + 1];
    for (var i = one.size() - 1; i >= 0; i--) {
      for (var j = other.size() - 1; j >= 0; j--) {
        length[i][j] =
            one.get(i).equals(other.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }
}
