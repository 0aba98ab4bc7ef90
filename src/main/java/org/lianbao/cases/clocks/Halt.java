package org.lianbao.cases.clocks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A time in which a limit does not run.
 *
 * @param to {@code null} while it lasts
 */
record Halt(Instant from, Instant to) {

  /** The halts between what begins and what ends one, whatever order they are given in. */
  static List<Halt> between(List<Instant> begun, List<Instant> ended) {
    var halts = new ArrayList<Halt>();
    Instant open = null;
    var ends = ended.stream().sorted().toList();
    for (var from : begun.stream().sorted().toList()) {
      if (open != null && !from.isAfter(open)) {
        continue;
      }
      var to = ends.stream().filter(end -> !end.isBefore(from)).findFirst().orElse(null);
      halts.add(new Halt(from, to));
      if (to == null) {
        break;
      }
      open = to;
    }
    return List.copyOf(halts);
  }
}
