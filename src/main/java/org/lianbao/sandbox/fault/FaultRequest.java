package org.lianbao.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A fault that is asked for.
 *
 * @param kind its name as it was written
 * @param arg how slow, or how flaky; {@code ""} for what goes without saying
 * @param lasts for how long, 24 h at most; empty until it is ended
 */
public record FaultRequest(String partner, String kind, String arg, Optional<Duration> lasts) {

  private static final List<String> KEYS = List.of("partner", "fault", "arg", "for");
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String USUALLY = "30s";

  /**
   * Reads {@code PARTNER=FAULT[:ARG]}, which lasts until it is ended.
   *
   * @throws FaultRefused if the text is nothing of the kind
   */
  public static FaultRequest of(String text) {
    var equals = text.indexOf('=');
    if (equals < 1) {
      throw new FaultRefused(
          "'" + text + "' 应写成 water=slow:2s 的样子", "'" + text + "' should look like water=slow:2s");
    }
    var parts = text.substring(equals + 1).split(":", 2);
    return new FaultRequest(
        text.substring(0, equals), parts[0], parts.length < 2 ? "" : parts[1], Optional.empty());
  }

  /**
   * Reads {@code {"partner", "fault", "arg", "for"}}; {@code for} is 30s if left out.
   *
   * @throws FaultRefused naming what is missing, unknown or out of bounds
   */
  public static FaultRequest of(JsonNode asked) {
    var unknown = new TreeSet<String>();
    asked.fieldNames().forEachRemaining(unknown::add);
    KEYS.forEach(unknown::remove);
    if (!asked.isObject() || !unknown.isEmpty()) {
      throw new FaultRefused(
          "应为 JSON 对象，只含 " + String.join("、", KEYS) + "；多出 " + unknown,
          "a JSON object with partner, fault, arg, for and nothing else; not " + unknown);
    }
    var lasts = asked.path("for").asText(USUALLY);
    return new FaultRequest(
        asked.path("partner").asText(),
        asked.path("fault").asText(),
        asked.path("arg").asText(""),
        Optional.of(
            Lasting.parse(lasts)
                .filter(time -> time.compareTo(LONGEST) <= 0)
                .orElseThrow(
                    () ->
                        new FaultRefused(
                            "for 应为 30s、5m 的样子，至多 24h",
                            "for should look like 30s or 5m, at most 24h"))));
  }
}
