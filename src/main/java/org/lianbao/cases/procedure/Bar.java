package org.lianbao.cases.procedure;

import java.time.Instant;

/**
 * That an enterprise may not go by commitment for a time, since a permit of its was revoked (S52).
 *
 * @param until {@code null} as long as its credit is not repaired
 * @param caseNo the case in which it was revoked
 */
public record Bar(Instant until, String caseNo, String permitNo, String reason) {}
