package org.lianbao.routing;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What partners may send, by whatever way.
 *
 * @param largest the largest message, 1 KB to 20 MB
 * @param halfWritten how long a file may lie unchanged whose sidecar is not there or does not fit
 */
@Validated
@ConfigurationProperties("lianbao.callbacks")
public record InboundSettings(
    @NotNull @DefaultValue("2MB") DataSize largest,
    @NotNull @DurationMin(seconds = 1) @DurationMax(days = 7) @DefaultValue("10m")
        Duration halfWritten) {

  public InboundSettings {
    if (largest.toBytes() < 1024 || largest.toMegabytes() > 20) {
      throw new IllegalArgumentException("lianbao.callbacks.largest must be 1KB to 20MB");
    }
  }

  /** What goes without saying. */
  public static InboundSettings usual() {
    return new InboundSettings(DataSize.ofMegabytes(2), Duration.ofMinutes(10));
  }

  /** The largest message, in bytes. */
  int largestBytes() {
    return (int) largest.toBytes();
  }
}
