package org.lianbao.window;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lianbao.shared.Clock;
import org.springframework.stereotype.Component;

/** How many tokens that nobody has were tried from where: ten in a minute, then it must wait. */
@Component
class Attempts {

  static final Duration WHILE = Duration.ofMinutes(1);

  private static final int MOST = 10;
  private static final int ADDRESSES = 10_000;

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > ADDRESSES;
        }
      };

  Attempts(Clock clock) {
    this.clock = clock;
  }

  private record Failures(Instant since, int count) {}

  /** Whether whoever is there must wait before the next try. */
  synchronized boolean tooMany(String address) {
    var known = failures.get(address);
    return known != null && known.count() >= MOST && !over(known);
  }

  synchronized void failed(String address) {
    failures.merge(
        address,
        new Failures(clock.now(), 1),
        (known, first) -> over(known) ? first : new Failures(known.since(), known.count() + 1));
  }

  private boolean over(Failures known) {
    return !clock.now().isBefore(known.since().plus(WHILE));
  }
}
