package org.lianbao.routing.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lianbao.routing.tables.Gaps.Gap;

class GapsTest {

  private static final Instant NOON = Instant.parse("2026-11-09T04:00:00Z");

  @Test
  void whatIsMissingBelowTheHighestIsAGap() {
    assertThat(Gaps.NONE.after(10, List.of(12L, 13L, 17L), NOON).ranges())
        .containsExactly(new Gap(11, 11, NOON), new Gap(14, 16, NOON));
  }

  @Test
  void whatComesSplitsItsGap() {
    var gaps = Gaps.NONE.after(0, List.of(10L), NOON);

    assertThat(gaps.without(List.of(1L, 5L, 20L)).ranges())
        .containsExactly(new Gap(2, 4, NOON), new Gap(6, 9, NOON));
  }

  @Test
  void aGapIsWatchedForItsTimeOnly() {
    var gaps = Gaps.NONE.after(0, List.of(2L), NOON).after(2, List.of(4L), NOON.plusSeconds(60));

    assertThat(gaps.since(NOON.plusSeconds(1)).ranges()).hasSize(1);
  }

  @Test
  void manyGapsBecomeFewAndStillCoverEveryMissingNumber() {
    var present = LongStream.rangeClosed(1, 3_000).map(n -> n * 2).boxed().toList();

    var gaps = Gaps.NONE.after(0, present, NOON);

    assertThat(gaps.ranges()).hasSizeLessThanOrEqualTo(Gaps.MOST);
    LongStream.rangeClosed(0, 2_999)
        .map(n -> n * 2 + 1)
        .forEach(missing -> assertThat(covers(gaps, missing)).isTrue());
  }

  @Test
  void whateverTheOrderOfCommitsNothingIsLost() {
    for (var seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var uncommitted = new ArrayList<>(LongStream.rangeClosed(1, 60).boxed().toList());
      Collections.shuffle(uncommitted, random);
      var committed = new TreeSet<Long>();
      var taken = new ArrayList<Long>();
      var gaps = Gaps.NONE;
      var high = 0L;
      while (taken.size() < 60) {
        for (var n = random.nextInt(4); n > 0 && !uncommitted.isEmpty(); n--) {
          committed.add(uncommitted.remove(0));
        }
        var from = high;
        var open = gaps;
        var seen =
            committed.stream().filter(number -> number > from || covers(open, number)).toList();
        var failed = seen.stream().filter(number -> random.nextInt(5) == 0).toList();
        seen.stream().filter(number -> !failed.contains(number)).forEach(taken::add);
        gaps = gaps.after(high, seen, NOON).without(seen).with(failed, NOON);
        high = seen.stream().reduce(high, Math::max);
      }
      assertThat(taken).as("seed %d", seed).doesNotHaveDuplicates().hasSize(60);
    }
  }

  private static boolean covers(Gaps gaps, long number) {
    return gaps.ranges().stream().anyMatch(gap -> gap.first() <= number && number <= gap.last());
  }
}
