package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {

  private static final Instant NOW = Instant.parse("2026-11-09T02:00:00Z");

  @ParameterizedTest
  @CsvSource({"10, 250, 600", "10, 7, 600", "3, 250, 180", "0.2, 250, 12", "200, 40, 12000"})
  void exactlySoManyGoInAMinuteHoweverOftenOneLooks(double perSecond, int everyMillis, int most) {
    var rate = new Rate(perSecond);
    var freeAt = (Instant) null;
    var went = 0;
    for (var at = NOW; at.isBefore(NOW.plusSeconds(60)); at = at.plusMillis(everyMillis)) {
      var tokens = rate.tokens(freeAt, at);
      freeAt = rate.after(freeAt, at, tokens);
      went += tokens;
    }

    assertThat(went).isBetween(most - 1, most + 1 + (int) Math.ceil(perSecond * 0.3));
  }

  @Test
  void whoWasIdleIsNotFlooded() {
    var rate = new Rate(20);

    assertThat(rate.tokens(null, NOW)).isEqualTo(7);
    assertThat(rate.tokens(NOW.minusSeconds(3600), NOW)).isEqualTo(7);
    assertThat(rate.tokens(NOW, NOW)).isZero();
  }
}
