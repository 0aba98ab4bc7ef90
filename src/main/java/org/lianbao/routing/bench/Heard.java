package org.lianbao.routing.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message of the partner that a route took in.
 *
 * @param route the id of the route
 * @param raw its bytes
 * @param items what the mapping made of it: events, things without a meaning, rows that cannot be
 *     used; an empty list where it could not be read or trusted
 * @param refused why it could not; {@code null} where it could
 */
public record Heard(String route, byte[] raw, JsonNode items, String refused) {}
