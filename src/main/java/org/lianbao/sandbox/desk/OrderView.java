package org.lianbao.sandbox.desk;

import java.time.Instant;
import java.util.List;

/**
 * An order as the admin pages show it.
 *
 * @param received how many times it came
 * @param conflicting whether it ever came with another content
 * @param step the last step that happened, in the utility's own words; {@code ""} before the first
 * @param finished whether all steps happened and the hub has heard of each
 * @param reports the steps the hub has acknowledged, or been able to see, in the utility's words
 * @param acceptedAt when it came first
 */
public record OrderView(
    String orderNo,
    String reference,
    int received,
    boolean conflicting,
    String step,
    boolean finished,
    List<String> reports,
    Instant acceptedAt) {}
