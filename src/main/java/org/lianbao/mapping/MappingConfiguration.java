package org.lianbao.mapping;

import java.nio.file.Path;
import org.lianbao.calendar.CalendarInUse;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MappingSettings.class)
class MappingConfiguration {

  @Bean
  FileMappings mappings(MappingSettings settings, CalendarInUse calendar) {
    return new FileMappings(Path.of(settings.running()).resolve("mappings"), calendar);
  }
}
