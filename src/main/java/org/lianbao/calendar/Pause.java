package org.lianbao.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A time in which a limit does not run; {@code from} is not after {@code to}. */
public record Pause(Instant from, Instant to) {

  public Pause {
    if (from.isAfter(to)) {
      throw new CalendarFault("暂停的起点晚于终点；请对调 / a pause ends before it begins; swap its ends");
    }
  }

  /** The same time as pauses in order that neither overlap nor touch; empty ones are left out. */
  public static List<Pause> merged(List<Pause> pauses) {
    var merged = new ArrayList<Pause>();
    for (var pause : pauses.stream().sorted(Comparator.comparing(Pause::from)).toList()) {
      var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (pause.from().equals(pause.to())) {
        continue;
      }
      if (last == null || pause.from().isAfter(last.to())) {
        merged.add(pause);
      } else if (pause.to().isAfter(last.to())) {
        merged.set(merged.size() - 1, new Pause(last.from(), pause.to()));
      }
    }
    return List.copyOf(merged);
  }
}
