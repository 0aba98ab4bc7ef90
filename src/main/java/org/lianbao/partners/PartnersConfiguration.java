package org.lianbao.partners;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class PartnersConfiguration {

  @Bean
  CurrentPartners partners(@Value("${lianbao.running}") Path running) {
    return new PartnerFolders(running.resolve("routes"));
  }

  @Bean
  PartnersFile partnersFile(
      ConfigurableEnvironment environment, @Value("${lianbao.data}") Path data) {
    return new PartnersFile(environment, data);
  }

  @Bean
  PartnerSettings partnerSettings(Environment environment) {
    return (slug, key) ->
        Optional.ofNullable(environment.getProperty("lianbao.partners." + slug + "." + key))
            .filter(value -> !value.isBlank());
  }
}
