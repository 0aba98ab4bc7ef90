package org.lianbao.sandbox;

import java.time.Duration;
import org.lianbao.sandbox.fault.Lasting;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a pace such as 50ms, 2s, 5m or 1h. */
final class Pace implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return Lasting.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' 不是节奏，应如 50ms、2s、5m、1h / is not a pace such as 50ms, 2s, 5m, 1h"));
  }
}
