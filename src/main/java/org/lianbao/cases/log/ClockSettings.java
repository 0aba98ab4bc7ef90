package org.lianbao.cases.log;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How limits are watched.
 *
 * @param watch how often those that warn or have ended are looked for
 */
@Validated
@ConfigurationProperties("lianbao.clocks")
record ClockSettings(
    @NotNull @DurationMin(millis = 50) @DurationMax(hours = 1) @DefaultValue("1s")
        Duration watch) {}
