package org.lianbao.reconciliation;

import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When days are compared.
 *
 * @param at the time in the county from which on the day before is compared with every partner
 */
@Validated
@ConfigurationProperties("lianbao.reconciliation")
record ReconciliationSettings(@NotNull @DefaultValue("06:00") LocalTime at) {}
