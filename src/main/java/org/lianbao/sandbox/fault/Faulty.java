package org.lianbao.sandbox.fault;

import java.util.Map;
import java.util.Set;
import org.lianbao.sandbox.web.Reply;

/**
 * A simulator that can be made to go wrong. What it answers over HTTP goes wrong at its door,
 * without its doing, with the kinds it names; the rest is its own to do.
 */
public interface Faulty {

  /** Its slug. */
  String name();

  /** What can go wrong with it; anything else is refused. */
  default Set<FaultKind> faults() {
    return Set.of();
  }

  /** Hands it its faults, before it starts. */
  default void suffer(Faults faults) {}

  /** What it answers over HTTP to a call that a flaky partner fails. */
  default Reply busy() {
    return Reply.json(503, Map.of("message", "系统繁忙，请稍后再试"));
  }
}
