package org.lianbao.routing.gate;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

  @Bean
  RunningText runningText(@Value("${lianbao.running}") Path running) {
    return new RunningText(running);
  }

  @Bean
  TextFolders workingText(
      @Value("${lianbao.routes}") Path routes, @Value("${lianbao.mappings}") Path mappings) {
    return new TextFolders(routes, mappings);
  }
}
