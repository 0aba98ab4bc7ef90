package org.lianbao.sandbox.fault;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lianbao.shared.Clock;

/** What is wrong with one simulator at this moment; it asks at every turn. */
public final class Faults {

  private final Clock clock;
  private final List<Running> running = new CopyOnWriteArrayList<>();

  Faults(Clock clock) {
    this.clock = clock;
  }

  /** Those of a simulator to which nothing ever happens. */
  public static Faults none() {
    return new Faults(Clock.system());
  }

  /** Whether this goes wrong now. */
  public boolean has(FaultKind kind) {
    return find(kind).isPresent();
  }

  /** How much later than usual it answers and reports; zero when it is not slow. */
  public Duration delay() {
    return find(FaultKind.SLOW)
        .flatMap(slow -> Lasting.parse(slow.fault.arg()))
        .orElse(Duration.ZERO);
  }

  /** Waits for {@link #delay}. */
  public void dawdle() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(delay().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the sandbox is closing");
    }
  }

  /** Counts one call; whether it is one of those that a flaky partner fails. */
  public boolean fails() {
    return find(FaultKind.FLAKY)
        .filter(flaky -> flaky.calls.incrementAndGet() % Integer.parseInt(flaky.fault.arg()) == 0)
        .isPresent();
  }

  /** Whether this acknowledgement gets lost: the first of its kind since the fault began. */
  public boolean loses(String acknowledgement) {
    return find(FaultKind.DUPLICATE)
        .filter(duplicate -> duplicate.lost.add(acknowledgement))
        .isPresent();
  }

  /** Begins; one of the same kind is over then. */
  void begin(Fault fault) {
    running.removeIf(other -> other.fault.kind() == fault.kind());
    running.add(new Running(fault, new AtomicInteger(), ConcurrentHashMap.newKeySet()));
  }

  Optional<Fault> end(String id) {
    var ended = now().stream().filter(fault -> fault.id().equals(id)).findFirst();
    running.removeIf(each -> each.fault.id().equals(id));
    return ended;
  }

  List<Fault> now() {
    return running.stream()
        .map(Running::fault)
        .filter(fault -> !fault.isOver(clock.now()))
        .toList();
  }

  private Optional<Running> find(FaultKind kind) {
    for (var each : running) {
      if (each.fault.kind() == kind && !each.fault.isOver(clock.now())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private record Running(Fault fault, AtomicInteger calls, Set<String> lost) {}
}
