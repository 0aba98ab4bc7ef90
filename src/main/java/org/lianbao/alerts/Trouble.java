package org.lianbao.alerts;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is wrong now and that a person should know of. Troubles of the same kind at the
 * same partner have one cause and make one alert.
 *
 * @param kind what is wrong, lower-case with hyphens, such as {@code partner-silent}; names the
 *     texts {@code alert.<kind>.title}, {@code .text} and {@code .next} of the messages, and {@code
 *     .link}, the page to go to, if there is one
 * @param partner slug of the partner it is about; empty if it is about the hub itself
 * @param about the case, order, route or file it was seen at; never personal data
 * @param since when it began, as far as the hub knows
 * @param facts values for the texts, by name, put in where they say {@code {name}}; one that says
 *     it twice, {@code 中文 / English}, is cut to the language. {@code count} says how many there are
 *     where not all are told. Never personal data
 */
public record Trouble(
    String kind, Optional<String> partner, String about, Instant since, Map<String, String> facts) {

  public Trouble {
    facts = Map.copyOf(facts);
  }
}
