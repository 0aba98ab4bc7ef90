package org.lianbao.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the ledger works.
 *
 * @param sweep how often due retries and leases that ran out are looked for
 * @param atOnce orders on their way to one partner at a time, where its manifest says nothing
 */
@Validated
@ConfigurationProperties("lianbao.delivery")
record DeliverySettings(
    @NotNull @DurationMin(millis = 50) @DurationMax(hours = 1) @DefaultValue("250ms")
        Duration sweep,
    @Min(1) @Max(1000) @DefaultValue("12") int atOnce) {}
