package org.lianbao.sandbox.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * One fault at one partner.
 *
 * @param id the name under which it can be ended
 * @param arg how slow, or how flaky; {@code ""} where the kind takes none
 * @param until when it ends by itself; empty when it lasts until it is ended
 */
public record Fault(
    String id, String partner, FaultKind kind, String arg, Optional<Instant> until) {

  boolean isOver(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }
}
