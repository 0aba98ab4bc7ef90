package org.lianbao.mapping;

import java.io.IOException;
import java.nio.file.Path;
import org.lianbao.calendar.CalendarFolder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MappingSettings.class)
class MappingConfiguration {

  @Bean
  FileMappings mappings(MappingSettings settings) throws IOException {
    return new FileMappings(
        Path.of(settings.mappings()),
        CalendarFolder.read(Path.of(settings.data()).resolve("calendar")));
  }
}
