package org.lianbao.mapping;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the mappings lie that run.
 *
 * @param running {@code lianbao.running}: its folder {@code mappings} has one folder per partner;
 *     relative to the working directory
 */
@ConfigurationProperties("lianbao")
record MappingSettings(@DefaultValue(".") String running) {}
