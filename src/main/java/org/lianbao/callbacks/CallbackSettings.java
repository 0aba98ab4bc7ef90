package org.lianbao.callbacks;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the inbox works.
 *
 * @param retry how often callbacks that wait for their order are tried again
 */
@Validated
@ConfigurationProperties("lianbao.callbacks")
record CallbackSettings(
    @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1) @DefaultValue("2s")
        Duration retry) {}
