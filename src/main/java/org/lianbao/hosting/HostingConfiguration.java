package org.lianbao.hosting;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/**
 * Brings the beans of this room last, so that each gives way to one a test has put in its place.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HostingSettings.class, RequestSettings.class})
@ImportAutoConfiguration(HostingBeans.class)
class HostingConfiguration {}
