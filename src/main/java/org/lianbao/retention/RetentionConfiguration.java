package org.lianbao.retention;

import java.time.Duration;
import org.lianbao.shared.CommonClock;
import org.lianbao.shared.Repeating;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RetentionSettings.class, LogFileSettings.class})
class RetentionConfiguration {

  /** By the clock all hubs agree on: one that is years ahead alone removes nothing for it. */
  @Bean
  Caretaker caretaker(
      ObjectProvider<Rule> rules,
      RetentionSettings settings,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      CommonClock clock) {
    return new Caretaker(
        rules.stream().toList(),
        settings,
        new Removals(jdbc),
        new TransactionTemplate(transactions),
        clock.clock());
  }

  @Bean
  Repeating caretaking(Caretaker caretaker) {
    return new Repeating("retention", Duration.ofHours(1), caretaker::round);
  }
}
