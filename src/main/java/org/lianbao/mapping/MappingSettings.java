package org.lianbao.mapping;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the mappings lie.
 *
 * @param mappings {@code lianbao.mappings}: the folder with one folder per partner; relative to the
 *     working directory
 * @param data {@code lianbao.data}: the data folder; its {@code calendar} says which days are
 *     worked
 */
@ConfigurationProperties("lianbao")
record MappingSettings(
    @DefaultValue("mappings") String mappings, @DefaultValue("./data") String data) {}
