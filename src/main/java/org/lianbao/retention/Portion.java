package org.lianbao.retention;

import java.util.Map;

/**
 * A part of what a rule covers.
 *
 * @param part a month, as {@code 2026-11}; another name for what is not kept by month
 * @param removed how many rows go, or went
 * @param kept how many stay, by the reason, such as {@code OPEN_CASE}
 */
public record Portion(String part, long removed, Map<String, Long> kept) {

  public Portion {
    kept = Map.copyOf(kept);
  }
}
