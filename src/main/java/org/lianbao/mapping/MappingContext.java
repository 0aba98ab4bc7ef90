package org.lianbao.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a mapping may know beside its input.
 *
 * @param now {@code $now} in mappings
 * @param order {@code $order}: the order this exchange is about, as an object; missing node if none
 * @param headers {@code $headers}: transport headers by lower-case name
 * @param settings answers {@code $setting(key)} for this partner alone; {@code null} when not set
 * @param nonces answers {@code $nonce()} and gives ciphers their vectors: never the same twice, and
 *     not to be foretold
 */
public record MappingContext(
    Instant now,
    JsonNode order,
    Map<String, String> headers,
    Function<String, String> settings,
    Supplier<String> nonces) {}
