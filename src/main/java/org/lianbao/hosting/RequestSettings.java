package org.lianbao.hosting;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests come in.
 *
 * @param timeLimit how long a body may take to come whole, 1 s to 10 min
 */
@Validated
@ConfigurationProperties("lianbao.requests")
record RequestSettings(
    @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 10) @DefaultValue("30s")
        Duration timeLimit) {}
