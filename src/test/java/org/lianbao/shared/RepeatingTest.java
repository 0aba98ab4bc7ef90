package org.lianbao.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatingTest {

  @Test
  void goesOnAfterWhateverItsTaskThrew() throws InterruptedException {
    var thrice = new CountDownLatch(3);
    Runnable failing =
        () -> {
          thrice.countDown();
          if (thrice.getCount() == 1) {
            throw new IllegalStateException("once");
          }
          throw new StackOverflowError("always");
        };

    try (var repeating = new Repeating("failing", Duration.ofMillis(1), failing)) {
      assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
