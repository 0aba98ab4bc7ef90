package org.lianbao.routing.rehearsal;

import java.time.Duration;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Repeating;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RedrivingConfiguration {

  private static final Duration SOON = Duration.ofSeconds(1);

  /** What was applied while the hub was down, or just before it was killed, is made up for. */
  @Bean
  Repeating redrivingByItself(Redriving redriving, Partners partners) {
    partners.all().stream().map(Partner::slug).forEach(redriving::want);
    return new Repeating("redriving", SOON, redriving::driveWanted);
  }
}
