package org.lianbao.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(2), 2, Duration.ofSeconds(60), Duration.ofDays(1), 0.5);

  @Test
  void waitsLongerEachTimeUpToTheMost() {
    assertThat(POLICY.delay(1, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(POLICY.delay(2, 0)).isEqualTo(Duration.ofSeconds(4));
    assertThat(POLICY.delay(5, 0)).isEqualTo(Duration.ofSeconds(32));
    assertThat(POLICY.delay(6, 0)).isEqualTo(Duration.ofSeconds(60));
    assertThat(POLICY.delay(100_000, 0)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void addsJitterAndNeverTakesAny() {
    assertThat(POLICY.delay(1, 1)).isEqualTo(Duration.ofSeconds(3));
  }
}
