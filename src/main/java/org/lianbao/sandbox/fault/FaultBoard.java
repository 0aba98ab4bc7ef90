package org.lianbao.sandbox.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which faults are on at which simulator. Each ends by itself at its time; none outlives the
 * process.
 */
public final class FaultBoard {

  private static final Logger LOG = LoggerFactory.getLogger(FaultBoard.class);

  private final Clock clock;
  private final Map<String, Suffering> simulators = new LinkedHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  /** Gives each simulator its faults, none of which is on. */
  public FaultBoard(List<? extends Faulty> simulators, Clock clock) {
    this.clock = clock;
    for (var simulator : simulators) {
      var faults = new Faults(clock);
      this.simulators.put(simulator.name(), new Suffering(simulator, faults));
      simulator.suffer(faults);
    }
  }

  /** What guards the HTTP door of a simulator. */
  public FaultyDoor door(Faulty simulator) {
    return new FaultyDoor(simulator, simulators.get(simulator.name()).faults);
  }

  /**
   * Switches a fault on; one of the same kind at the same partner is over then.
   *
   * @throws FaultRefused if there is no such partner, or it cannot have such a fault
   */
  public Fault begin(FaultRequest request) {
    var at = simulators.get(request.partner());
    if (at == null) {
      var known = String.join(", ", simulators.keySet());
      throw new FaultRefused(
          "没有仿真单位 '" + request.partner() + "'，可选 " + known,
          "no simulator '" + request.partner() + "'; there are " + known);
    }
    var kind =
        FaultKind.of(request.kind())
            .filter(at.simulator.faults()::contains)
            .orElseThrow(() -> impossible(request, at.simulator));
    var fault =
        new Fault(
            "F" + numbers.incrementAndGet(),
            request.partner(),
            kind,
            kind.argument(request.arg()),
            request.lasts().map(clock.now()::plus));
    at.faults.begin(fault);
    LOG.info("{}: {} is on", fault.partner(), kind.word());
    return fault;
  }

  /** The faults that are on now. */
  public List<Fault> now() {
    return simulators.values().stream().flatMap(each -> each.faults.now().stream()).toList();
  }

  /** Ends a fault before its time; empty if none of that name is on. */
  public Optional<Fault> end(String id) {
    return simulators.values().stream()
        .map(each -> each.faults.end(id))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static FaultRefused impossible(FaultRequest request, Faulty simulator) {
    var possible = FaultKind.words(simulator.faults());
    return new FaultRefused(
        request.partner() + " 不会有故障 '" + request.kind() + "'，可选 " + possible,
        request.partner() + " cannot have '" + request.kind() + "'; it can have " + possible);
  }

  private record Suffering(Faulty simulator, Faults faults) {}
}
