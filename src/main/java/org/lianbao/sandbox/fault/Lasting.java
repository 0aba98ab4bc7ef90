package org.lianbao.sandbox.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a length of time such as 50ms, 2s, 5m or 1h. */
public final class Lasting {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

  private Lasting() {}

  /** The length, always more than zero; empty if the text is none. */
  public static Optional<Duration> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }
}
