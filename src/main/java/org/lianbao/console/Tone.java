package org.lianbao.console;

import java.util.Set;

/** Whether an outcome is good news or bad, for the colour beside its words. */
final class Tone {

  private static final Set<String> GOOD =
      Set.of(
          "PASS",
          "CONNECTED",
          "READY",
          "GRANTED",
          "GRANTED_WITH_GAPS",
          "AGREED",
          "INSPECTED_OK",
          "RECTIFIED",
          "DONE");
  private static final Set<String> BAD =
      Set.of("FAIL", "DENIED", "REFUSED", "INSPECTED_FAIL", "NOT_RECTIFIED", "REVOKED");

  private Tone() {}

  /** {@code good}, {@code bad} or empty. */
  static String of(String outcome) {
    if (outcome == null) {
      return "";
    }
    return GOOD.contains(outcome) ? "good" : BAD.contains(outcome) ? "bad" : "";
  }
}
