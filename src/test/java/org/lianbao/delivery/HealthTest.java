package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lianbao.partners.RetryPolicy;

class HealthTest {

  private static final Instant NOW = Instant.parse("2026-11-09T02:00:00Z");
  private static final Outcome DOWN = Outcome.retry(Failure.NETWORK, "CONNECT", "down", null);
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(2), 2, Duration.ofMinutes(5), Duration.ofDays(7), 0);

  @Test
  void oneOrderThatFailsAgainAndAgainHoldsNobodyUp() {
    var health = Health.good("p");
    for (var i = 0; i < 10; i++) {
      health = failed(health, "A", DOWN);
    }

    assertThat(health.hold()).isNull();
    assertThat(health.trouble().failure()).isEqualTo(Failure.NETWORK);
  }

  @Test
  void threeDifferentOrdersThatFailWithNoAnswerBetweenHoldThePartner() {
    var two = failed(failed(Health.good("p"), "A", DOWN), "B", DOWN);
    assertThat(two.hold()).isNull();
    assertThat(failed(failed(two.answered(NOW), "B", DOWN), "C", DOWN).hold()).isNull();

    assertThat(failed(two, "C", DOWN).hold().tryAt()).isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void whoAsksForFewerOrdersIsHeldAtOnceAndForAsLongAsItAsked() {
    var busy = Outcome.retry(Failure.THROTTLED, "429", "busy", Duration.ofMinutes(10));

    assertThat(failed(Health.good("p"), "A", busy).hold().tryAt())
        .isEqualTo(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void theWaitGrowsWithEachCanaryThatFailsAndWithNoOther() {
    var held = held().tryWith("D", NOW.plusSeconds(120));

    assertThat(failed(held, "B", DOWN).hold()).isEqualTo(held.hold());
    var again = failed(held, "D", DOWN).hold();
    assertThat(again.tryAt()).isEqualTo(NOW.plusSeconds(4));
    assertThat(again.canary()).isNull();
  }

  @Test
  void aCanaryThatFailsByAMappingTellsNothingOfThePartner() {
    var held = held().tryWith("D", NOW.plusSeconds(120));

    assertThat(held.toldNothing("D", NOW.plusSeconds(2)).hold())
        .isEqualTo(new Health.Hold(NOW, 1, null, NOW.plusSeconds(2)));
    assertThat(held.toldNothing("E", NOW)).isEqualTo(held);
  }

  @Test
  void theFirstAnswerEndsAHoldButNotAnOperatorsPause() {
    var paused = held().paused(new Health.Pause(NOW, null, "王工", "why"));

    var after = paused.answered(NOW);

    assertThat(after.hold()).isNull();
    assertThat(after.trouble()).isNull();
    assertThat(after.releasedAt()).isEqualTo(NOW);
    assertThat(after.pause()).isNotNull();
  }

  private static Health held() {
    return failed(failed(failed(Health.good("p"), "A", DOWN), "B", DOWN), "C", DOWN);
  }

  private static Health failed(Health health, String order, Outcome outcome) {
    return health.failed(order, outcome, NOW, POLICY, 0);
  }
}
