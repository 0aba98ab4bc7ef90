package org.lianbao.sandbox.scenario;

import java.util.Map;
import java.util.stream.Collectors;

/** There is no scenario of this name; the message lists those there are. */
public final class UnknownScenario extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownScenario(String name, Map<String, Scenario> known) {
    super(
        known.entrySet().stream()
            .map(it -> "  " + it.getKey() + "  " + it.getValue().zh() + " / " + it.getValue().en())
            .collect(
                Collectors.joining(
                    "\n",
                    "没有场景 %1$s，现有 / there is no scenario %1$s; there are:\n".formatted(name),
                    "")));
  }
}
