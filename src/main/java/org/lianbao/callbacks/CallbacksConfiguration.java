package org.lianbao.callbacks;

import org.lianbao.cases.Cases;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Repeating;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackSettings.class)
class CallbacksConfiguration {

  @Bean
  CaseInbox caseInbox(
      JdbcClient jdbc, Cases cases, PlatformTransactionManager transactions, Clock clock) {
    return new CaseInbox(
        new InboxTable(jdbc),
        new MessageTable(jdbc),
        cases,
        new TransactionTemplate(transactions),
        clock);
  }

  @Bean
  WaitingMessages waitingMessages(JdbcClient jdbc) {
    return new WaitingMessages(jdbc);
  }

  @Bean
  Polls polls(JdbcClient jdbc, Clock clock) {
    return new KeptPolls(jdbc, clock);
  }

  @Bean
  WaitingRoom waitingRoom(CaseInbox inbox) {
    return new WaitingRoom(inbox);
  }

  @Bean
  Repeating waiting(WaitingRoom room, CallbackSettings settings) {
    return new Repeating("waiting-room", settings.retry(), room::tryAgain);
  }
}
