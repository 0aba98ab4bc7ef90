package org.lianbao.sandbox.county;

/**
 * A case as the county knows it, in one line.
 *
 * @param lastSeq the number up to which it holds every status, from 1 without a gap
 * @param stage as the last status said
 * @param repeats statuses that came again
 * @param gaps statuses that came before their turn
 * @param contradictions statuses under a number that it holds with another meaning
 */
public record CaseLine(
    String caseNo,
    String upstreamApplyNo,
    int lastSeq,
    String stage,
    int repeats,
    int gaps,
    int contradictions) {}
