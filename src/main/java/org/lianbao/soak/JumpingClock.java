package org.lianbao.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.lianbao.shared.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/**
 * The clock of a hub that is soaked: the machine's, put forward or back by what a file says. The
 * hub takes it as it would take a test's: the soak names this class as one more source of beans, so
 * that no hub but a soaked one knows of it.
 */
public class JumpingClock {

  private static final long LOOK_EVERY_MS = 50;

  private final Clock machine = Clock.system();
  private volatile Instant looked = Instant.EPOCH;
  private volatile long offsetMs;

  @Bean
  Clock clock(@Value("${lianbao.soak.clock}") Path offset) {
    return new Clock(() -> now(offset));
  }

  private Instant now(Path offset) {
    var now = machine.now();
    if (now.isAfter(looked.plusMillis(LOOK_EVERY_MS))) {
      looked = now;
      try {
        offsetMs = Long.parseLong(Files.readString(offset).strip());
      } catch (IOException | NumberFormatException e) {
        // Being written just now, or not yet: it goes on as it was.
        return now.plusMillis(offsetMs);
      }
    }
    return now.plusMillis(offsetMs);
  }
}
