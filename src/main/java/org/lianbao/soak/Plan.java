package org.lianbao.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a soak is to do.
 *
 * @param cases applications to post
 * @param rate posts a second
 * @param lasts how long things go wrong, at least one round of all faults and as long as
 *     applications are posted; zero: no longer than that
 * @param pace time between two steps of an order at a partner
 * @param db JDBC URL of the hubs' database; blank: one hub has its own, several get a server
 * @param broker URL of the hubs' broker; blank: likewise
 */
record Plan(
    int cases,
    int rate,
    Duration lasts,
    Set<Trouble> troubles,
    long seed,
    int replicas,
    String db,
    String broker,
    Duration pace,
    Path data) {}
