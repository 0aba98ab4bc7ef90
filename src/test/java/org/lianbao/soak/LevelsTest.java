package org.lianbao.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelsTest {

  private static final Levels BEFORE = new Levels(100_000_000, 400, 120);

  @Test
  void findsWhatGrewByMoreThanChance() {
    assertThat(new Levels(106_000_000, 400, 120).grownSince(BEFORE, "hub"))
        .singleElement()
        .asString()
        .contains("live heap");
    assertThat(new Levels(100_000_000, 420, 140).grownSince(BEFORE, "hub")).hasSize(2);
  }

  @Test
  void takesTheHighestOfWhatWasForAMeasure() {
    var highest = BEFORE.orHigher(new Levels(90_000_000, 410, 110));

    assertThat(highest).isEqualTo(new Levels(100_000_000, 410, 120));
    assertThat(new Levels(101_000_000, 405, 125).grownSince(highest, "hub")).isEmpty();
  }
}
