package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.List;

/**
 * A part of the procedure: what follows when a case has become what it now is. A part decides from
 * the two files alone, and decides nothing twice: what it asks for is in the file afterwards.
 */
interface Part {

  /**
   * What follows.
   *
   * @param before the file before the tiding
   * @param now the file with the tiding and with what earlier parts decided
   * @param at when the tiding says it happened
   */
  List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at);
}
