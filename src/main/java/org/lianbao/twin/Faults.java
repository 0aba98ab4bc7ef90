package org.lianbao.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lianbao.shared.Clock;

/** The faults a twin has now. */
final class Faults {

  private record Until(Fault fault, Instant end) {}

  private final Clock clock;
  private final Set<Fault.Kind> possible;
  private final Map<Fault.Kind, Until> active = new EnumMap<>(Fault.Kind.class);

  Faults(Clock clock, Set<Fault.Kind> possible) {
    this.clock = clock;
    this.possible = possible;
  }

  Set<Fault.Kind> possible() {
    return possible;
  }

  /**
   * Begins a fault.
   *
   * @param length how long it lasts; {@code null} until it is cleared
   * @throws IllegalArgumentException if this partner's system cannot have it; the text names those
   *     it can have
   */
  synchronized void begin(Fault fault, Duration length) {
    if (!possible.contains(fault.kind())) {
      throw new IllegalArgumentException(
          "这家单位不会有 / this partner's system cannot have the fault %s; 可选 / choose of: %s"
              .formatted(fault.kind().code(), Fault.codes(possible)));
    }
    active.put(fault.kind(), new Until(fault, length == null ? null : clock.now().plus(length)));
  }

  synchronized void clear() {
    active.clear();
  }

  synchronized Optional<Fault> now(Fault.Kind kind) {
    var known = active.get(kind);
    if (known != null && known.end() != null && !clock.now().isBefore(known.end())) {
      active.remove(kind);
      return Optional.empty();
    }
    return Optional.ofNullable(known).map(Until::fault);
  }

  boolean has(Fault.Kind kind) {
    return now(kind).isPresent();
  }

  synchronized List<Fault> all() {
    return possible.stream().sorted().flatMap(kind -> now(kind).stream()).toList();
  }
}
