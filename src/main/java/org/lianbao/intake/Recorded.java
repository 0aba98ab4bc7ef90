package org.lianbao.intake;

import java.util.List;

/**
 * The answer to what was asked of a case, once it is on record.
 *
 * @param about the services withdrawn, or the orders whose correction is answered; none where there
 *     was nothing left to do
 */
record Recorded(String caseNo, List<String> about, Accepted.Links links) {

  static Recorded of(String caseNo, List<String> about) {
    return new Recorded(caseNo, List.copyOf(about), Accepted.Links.of(caseNo));
  }
}
