package org.lianbao.retention;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How long log files are kept; logback removes them, this only refuses what removes them too soon.
 *
 * @param maxHistory days
 * @param totalSizeCap of all log files; 0 for no limit
 */
@Validated
@ConfigurationProperties("logging.logback.rollingpolicy")
record LogFileSettings(
    @Min(value = RetentionSettings.LEAST, message = RetentionSettings.TOO_SHORT)
        @DefaultValue("365")
        int maxHistory,
    @DefaultValue("0B") DataSize totalSizeCap) {

  @AssertTrue(
      message =
          "total-size-cap 须为 0：按大小删除会早于 180 天"
              + " / total-size-cap must be 0: by size, files would go before their 180 days are over")
  boolean isKeptByAgeAlone() {
    return totalSizeCap.toBytes() == 0;
  }
}
