package org.lianbao.reconciliation;

import java.util.List;

/**
 * A difference as the comparison finds it.
 *
 * @param young whether it is within the partner's grace, and may go by itself
 */
record Found(
    String about,
    Difference.What what,
    String caseNo,
    String ours,
    String theirs,
    Act act,
    List<String> orders,
    boolean young) {}
