package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a case owes a partner, as the case record hands it to the ledger.
 *
 * @param orderNo deterministic, so that a repeated push is recognised by the partner
 * @param partner slug of the partner that takes it
 * @param role the role the partner plays here, such as {@code utility:WATER}
 * @param kind one of {@link OrderKind}
 * @param position place in the lane of this case and partner; orders of a lane go one after another
 * @param content the canonical document the order carries, before the partner's field allow-list
 */
public record OwedOrder(
    String orderNo,
    String caseNo,
    String partner,
    String role,
    String kind,
    int revision,
    long position,
    JsonNode content) {}
