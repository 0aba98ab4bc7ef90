package org.lianbao.routing.gate;

import java.time.Instant;
import java.util.List;
import org.lianbao.shared.Finding;

/**
 * One line of the record of changes.
 *
 * @param by who asked for it, by the name given; {@code start} for what a start took
 * @param digestBefore SM3 over the partner's files that ran before, {@code null} where none did
 * @param digestAfter SM3 over the files that were to run, {@code null} where none were
 * @param difference line by line; {@code null} for a partner's first text
 */
record Change(
    String partner,
    Instant at,
    String by,
    Verdict.Outcome outcome,
    String digestBefore,
    String digestAfter,
    List<Finding> findings,
    String difference) {

  static Change of(
      PartnerText before,
      PartnerText after,
      Instant at,
      String by,
      Verdict.Outcome outcome,
      List<Finding> findings) {
    return new Change(
        after.slug(),
        at,
        by,
        outcome,
        before.digest(),
        after.digest(),
        findings,
        before.isEmpty() ? null : before.difference(after));
  }
}
