package org.lianbao.routing.rehearsal;

import java.util.List;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Finding.Words;

/**
 * What came of a rehearsal.
 *
 * @param ok nothing was lost and nothing failed
 * @param orders how many past orders went through both texts
 * @param messages how many past messages did
 * @param same how many of both gave the same
 * @param mended how many the running text cannot map and the changed one can
 * @param faults where the changed text fails, each place once
 * @param notes what was not rehearsed, and why
 */
public record Rehearsed(
    String partner,
    boolean ok,
    int orders,
    int messages,
    int same,
    int mended,
    List<Difference> differences,
    List<Finding> faults,
    List<Words> notes) {}
