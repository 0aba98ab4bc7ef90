package org.lianbao.trenches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Percentage;
import org.lianbao.trenches.Route.Position;

class NearnessTest {

  private static final double METRE_NORTH = 1 / 110_953.6;
  private static final double METRE_EAST = 1 / 90_492.2;

  @Example
  void parallelLinesThreeMetresApartShareTheWholeOfTheShorter() {
    var near = Nearness.between(line(0, 0, 200, 0), line(50, 3, 150, 3), 5);

    assertThat(near.metres()).isCloseTo(100, Percentage.withPercentage(1));
    assertThat(near.share()).isCloseTo(1, Percentage.withPercentage(1));
  }

  @Example
  void parallelLinesSixMetresApartShareNothingWithinFive() {
    assertThat(Nearness.between(line(0, 0, 200, 0), line(0, 6, 200, 6), 5).any()).isFalse();
  }

  @Example
  void linesThatCrossShareTheCrossingAlone() {
    var near = Nearness.between(line(0, 0, 200, 0), line(100, -100, 100, 100), 5);

    assertThat(near.metres()).isCloseTo(10, Percentage.withPercentage(1));
    assertThat(near.share()).isCloseTo(0.05, Percentage.withPercentage(1));
  }

  @Example
  void halfOfALineThatTurnsAwayIsHalfShared() {
    var turning = new Route(List.of(position(0, 2), position(100, 2), position(100, 102)));

    var near = Nearness.between(line(-50, 0, 300, 0), turning, 5);

    assertThat(near.metres()).isCloseTo(103, Percentage.withPercentage(1));
    assertThat(near.share()).isCloseTo(0.515, Percentage.withPercentage(1));
  }

  @Property(tries = 300)
  void itDoesNotMatterWhichLineIsNamedFirst(
      @ForAll("routes") Route one, @ForAll("routes") Route other) {
    assertThat(Nearness.between(one, other, 5)).isEqualTo(Nearness.between(other, one, 5));
  }

  @Property(tries = 300)
  void itHardlyMattersFromWhichEndALineIsDrawn(
      @ForAll("routes") Route one, @ForAll("routes") Route other) {
    var forwards = Nearness.between(one, other, 5);
    var backwards = Nearness.between(reversed(one), other, 5);

    assertThat(Math.abs(forwards.metres() - backwards.metres())).isLessThan(0.01);
  }

  @Property(tries = 300)
  void noMoreIsSharedThanThereIsAndAllOfALineWithItself(@ForAll("routes") Route route) {
    var near = Nearness.between(route, route, 5);

    assertThat(near.metres()).isCloseTo(route.metres(), Percentage.withPercentage(0.001));
    assertThat(near.share()).isBetween(0.999, 1.0);
  }

  @Provide
  Arbitrary<Route> routes() {
    var metres = Arbitraries.doubles().between(-300, 300).ofScale(1);
    // Lines that cross themselves are measured otherwise from either side; trenches do not.
    return Combinators.combine(metres, metres, metres, metres)
        .as((x, y, east, north) -> new double[] {x, y, x + east, y + north})
        .filter(it -> Math.hypot(it[2] - it[0], it[3] - it[1]) > 1)
        .map(it -> line(it[0], it[1], it[2], it[3]));
  }

  private static Route reversed(Route route) {
    var positions = new ArrayList<>(route.positions());
    Collections.reverse(positions);
    return new Route(positions);
  }

  private static Route line(double x, double y, double toX, double toY) {
    return new Route(List.of(position(x, y), position(toX, toY)));
  }

  private static Position position(double east, double north) {
    return new Position(115.02 + east * METRE_EAST, 35.71 + north * METRE_NORTH);
  }
}
