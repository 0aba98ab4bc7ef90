package org.lianbao.routing.tables;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Sequence numbers below the highest one seen that were not there. A transaction that took its
 * number early and commits late fills one; one that was rolled back never does, so each gap is
 * watched for a limited time. Immutable; ranges are in order and do not touch.
 */
record Gaps(List<Gap> ranges) {

  static final Gaps NONE = new Gaps(List.of());

  /** More than these become fewer and wider: what lies between is read again and recognised. */
  static final int MOST = 500;

  /** The numbers from {@code first} to {@code last}, missing since then. */
  record Gap(long first, long last, Instant since) {}

  Gaps {
    ranges = List.copyOf(ranges);
  }

  /** Numbers above {@code high} up to the highest one present, but for those present. */
  Gaps after(long high, Collection<Long> present, Instant now) {
    var missing = new ArrayList<>(ranges);
    var next = high + 1;
    for (var number : new TreeSet<>(present)) {
      if (number > high) {
        if (number > next) {
          missing.add(new Gap(next, number - 1, now));
        }
        next = number + 1;
      }
    }
    return new Gaps(fewer(missing));
  }

  /** With these numbers missing too, because what stood there could not be taken. */
  Gaps with(Collection<Long> numbers, Instant now) {
    var left = without(numbers);
    var missing = new ArrayList<>(left.ranges);
    numbers.forEach(number -> missing.add(new Gap(number, number, now)));
    missing.sort((one, other) -> Long.compare(one.first, other.first));
    return new Gaps(fewer(missing));
  }

  /** Without these numbers, which have come. */
  Gaps without(Collection<Long> numbers) {
    var left = new ArrayList<Gap>();
    var come = new TreeSet<>(numbers);
    for (var gap : ranges) {
      var first = gap.first;
      for (var number : come.subSet(gap.first, true, gap.last, true)) {
        if (number > first) {
          left.add(new Gap(first, number - 1, gap.since));
        }
        first = number + 1;
      }
      if (first <= gap.last) {
        left.add(new Gap(first, gap.last, gap.since));
      }
    }
    return new Gaps(left);
  }

  /** Without those that were noticed before this instant. */
  Gaps since(Instant oldest) {
    return new Gaps(ranges.stream().filter(gap -> !gap.since.isBefore(oldest)).toList());
  }

  /** Closes the narrowest spaces between neighbours until there are few enough. */
  private static List<Gap> fewer(List<Gap> gaps) {
    if (gaps.size() <= MOST) {
      return gaps;
    }
    var spaces = new ArrayList<Long>();
    for (var i = 1; i < gaps.size(); i++) {
      spaces.add(gaps.get(i).first - gaps.get(i - 1).last);
    }
    var widest = spaces.stream().sorted().toList().get(gaps.size() - MOST - 1);
    var joined = new ArrayList<Gap>(List.of(gaps.get(0)));
    for (var gap : gaps.subList(1, gaps.size())) {
      var before = joined.get(joined.size() - 1);
      if (gap.first - before.last <= widest) {
        var later = gap.since.isAfter(before.since) ? gap.since : before.since;
        joined.set(joined.size() - 1, new Gap(before.first, gap.last, later));
      } else {
        joined.add(gap);
      }
    }
    return joined;
  }
}
