package org.lianbao.routing.gate;

import java.util.List;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Finding.Words;

/**
 * What the gate says to a change.
 *
 * @param findings why it was refused or undone; empty otherwise
 * @param routes the partner's routes that run now
 * @param waiting messages of the partner that waited for a mended mapping and are driven again now
 */
record Verdict(
    String partner,
    Outcome outcome,
    Words message,
    List<Finding> findings,
    List<String> routes,
    int waiting) {

  /** APPLIED and REMOVED are in force; after the others runs what ran before. */
  enum Outcome {
    APPLIED,
    REMOVED,
    UNCHANGED,
    REFUSED,
    RESTORED
  }
}
