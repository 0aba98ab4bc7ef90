package org.lianbao.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.calendar.Fixtures.CALENDAR;
import static org.lianbao.calendar.Fixtures.at;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What holds for every trigger, limit, reading and pause, from 2025 into the years without notice.
 */
class CountingPropertyTest {

  private static final Instant FIRST = at("2025-01-01T00:00");
  private static final long MINUTES = Duration.between(FIRST, at("2027-12-31T00:00")).toMinutes();

  @Property
  void aLaterTriggerIsNeverDueEarlier(
      @ForAll("triggers") Instant one,
      @ForAll("triggers") Instant other,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll HalfDay reading) {
    var earlier = one.isBefore(other) ? one : other;
    var later = one.isBefore(other) ? other : one;
    assertThat(due(earlier, halves, reading).dueAt())
        .isBeforeOrEqualTo(due(later, halves, reading).dueAt());
    var next = earlier.plusSeconds(60);
    assertThat(due(earlier, halves, reading).dueAt())
        .isBeforeOrEqualTo(due(next, halves, reading).dueAt());
  }

  @Property
  void aLongerLimitIsDueLater(
      @ForAll("triggers") Instant trigger,
      @ForAll @IntRange(min = 1, max = 20) int halves,
      @ForAll HalfDay reading) {
    assertThat(due(trigger, halves, reading).dueAt())
        .isBefore(due(trigger, halves + 1, reading).dueAt());
  }

  @Property
  void nothingIsDueInRestOrInAPauseOrBeforeItsTrigger(
      @ForAll("triggers") Instant trigger,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll HalfDay reading,
      @ForAll("offsets") Duration offset,
      @ForAll("lengths") Duration length) {
    var from = trigger.plus(offset);
    var due = CALENDAR.due(term(trigger, halves, reading).paused(from, from.plus(length))).dueAt();
    var lastSecond = due.minusSeconds(1);
    assertThat(CALENDAR.workingTime(lastSecond, due, null)).isEqualTo(Duration.ofSeconds(1));
    assertThat(lastSecond.isBefore(from) || !lastSecond.isBefore(from.plus(length))).isTrue();
    assertThat(due).isAfter(trigger);
  }

  @Property
  void anEmptyPauseChangesNothing(
      @ForAll("triggers") Instant trigger,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll HalfDay reading,
      @ForAll("offsets") Duration offset) {
    var at = trigger.plus(offset);
    assertThat(CALENDAR.due(term(trigger, halves, reading).paused(at, at)))
        .isEqualTo(due(trigger, halves, reading));
  }

  @Property
  void aPauseInTwoPartsIsThePauseAsAWhole(
      @ForAll("triggers") Instant trigger,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll HalfDay reading,
      @ForAll("offsets") Duration offset,
      @ForAll("lengths") Duration first,
      @ForAll("lengths") Duration second) {
    var from = trigger.plus(offset);
    var middle = from.plus(first);
    var to = middle.plus(second);
    var term = term(trigger, halves, reading);
    assertThat(CALENDAR.due(term.paused(middle, to).paused(from, middle)))
        .isEqualTo(CALENDAR.due(term.paused(from, to)));
  }

  @Property
  void pausingKeepsWhatRemainsForTheResumption(
      @ForAll("triggers") Instant trigger,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll HalfDay reading,
      @ForAll("offsets") Duration offset,
      @ForAll("lengths") Duration length) {
    var from = trigger.plus(offset);
    var to = from.plus(length);
    var plain = due(trigger, halves, reading);
    Assume.that(from.isBefore(plain.dueAt()) && to.isAfter(plain.effectiveStart()));
    var remaining = CALENDAR.remaining(plain, from, null);
    assertThat(CALENDAR.due(term(trigger, halves, reading).paused(from, to)).dueAt())
        .isEqualTo(CALENDAR.resume(remaining, to, null));
  }

  @Property
  void theStepsAddUpToTheLimitWhateverThePauses(
      @ForAll("triggers") Instant trigger,
      @ForAll @IntRange(min = 1, max = 11) int halves,
      @ForAll HalfDay reading,
      @ForAll("offsets") Duration offset,
      @ForAll("lengths") Duration length) {
    var plain = due(trigger, halves, reading);
    assertThat(plain.counted())
        .isEqualTo(CALENDAR.workingTime(plain.effectiveStart(), plain.dueAt(), null));
    var from = trigger.plus(offset);
    var paused = CALENDAR.due(term(trigger, halves, reading).paused(from, from.plus(length)));
    assertThat(paused.counted()).isEqualTo(plain.counted());
  }

  @Property
  void countingBackwardsUndoesCountingForwards(
      @ForAll("triggers") Instant trigger, @ForAll @IntRange(min = 1, max = 10) int days) {
    var due = due(trigger, days * 2, HalfDay.FIXED_240).dueAt();
    var back = due(due, days * -2, HalfDay.FIXED_240).dueAt();
    var dayBack = Reckoning.date(back);
    // The last working day up to the trigger's: between the two nobody works.
    assertThat(dayBack).isBeforeOrEqualTo(Reckoning.date(trigger));
    assertThat(CALENDAR.workingTime(back, Phrases.midnight(Reckoning.date(trigger)), null))
        .isEqualTo(Duration.ZERO);
  }

  @Provide
  Arbitrary<Instant> triggers() {
    return Arbitraries.longs().between(0, MINUTES).map(m -> FIRST.plusSeconds(m * 60));
  }

  @Provide
  Arbitrary<Duration> offsets() {
    return Arbitraries.longs().between(-3 * 24 * 60, 12 * 24 * 60).map(Duration::ofMinutes);
  }

  @Provide
  Arbitrary<Duration> lengths() {
    return Arbitraries.longs().between(1, 9 * 24 * 60).map(Duration::ofMinutes);
  }

  private static Deadline due(Instant trigger, int halves, HalfDay reading) {
    return CALENDAR.due(term(trigger, halves, reading));
  }

  private static Term term(Instant trigger, int halves, HalfDay reading) {
    return Term.of(trigger, new Limit(halves)).reading(reading);
  }
}
