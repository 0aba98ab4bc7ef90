package org.lianbao.sandbox.desk;

import java.time.Instant;

/**
 * An order as the admin pages show it.
 *
 * @param received how many times it came
 * @param conflicting whether it ever came with another content
 * @param step the last step that happened, in the utility's own words; {@code ""} before the first
 * @param finished whether all steps happened and the hub has heard of each
 * @param told how many steps the hub has acknowledged, or been able to see
 * @param acceptedAt when it came first
 */
public record OrderView(
    String orderNo,
    String reference,
    int received,
    boolean conflicting,
    String step,
    boolean finished,
    int told,
    Instant acceptedAt) {}
