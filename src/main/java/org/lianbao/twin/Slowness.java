package org.lianbao.twin;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.convert.DurationStyle;

/** Lets a twin that is slow take its time, and lets go at once when it closes. */
final class Slowness {

  private static final Duration USUAL = Duration.ofSeconds(5);

  private final Faults faults;
  private final CountDownLatch closing = new CountDownLatch(1);

  Slowness(Faults faults) {
    this.faults = faults;
  }

  /** The time a slow twin takes for each message. */
  static Duration time(Fault fault) {
    return fault.argument() == null ? USUAL : DurationStyle.detectAndParse(fault.argument());
  }

  void waitIfSlow() {
    faults
        .now(Fault.Kind.SLOW)
        .ifPresent(
            fault -> {
              try {
                closing.await(time(fault).toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  void letGo() {
    closing.countDown();
  }
}
