package org.lianbao.partners;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class PartnersConfiguration {

  @Bean
  Partners partners(@Value("${lianbao.routes}") Path routes) {
    return new PartnerFolders(routes);
  }

  @Bean
  PartnerSettings partnerSettings(Environment environment) {
    return (slug, key) ->
        Optional.ofNullable(environment.getProperty("lianbao.partners." + slug + "." + key))
            .filter(value -> !value.isBlank());
  }
}
