package org.lianbao.reconciliation;

import java.util.List;

/** A difference as the comparison finds it. */
record Found(
    String about,
    Difference.What what,
    String caseNo,
    String ours,
    String theirs,
    Act act,
    List<String> orders) {}
