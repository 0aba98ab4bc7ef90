package org.lianbao.delivery;

import java.time.Instant;

/**
 * One order on its way to its partner's route.
 *
 * @param attempt counts from 1
 * @param leaseUntil after this instant the order may be dispatched again, so a route drops it
 * @param content the order document, already cut to what the partner may see, as JSON text
 */
public record Dispatch(
    String orderNo,
    String caseNo,
    String partner,
    String kind,
    int attempt,
    Instant leaseUntil,
    String content) {}
