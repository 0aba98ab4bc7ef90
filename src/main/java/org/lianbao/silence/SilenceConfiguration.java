package org.lianbao.silence;

import org.lianbao.calendar.CalendarInUse;
import org.lianbao.callbacks.MessageArchive;
import org.lianbao.callbacks.Polls;
import org.lianbao.cases.OrderProgress;
import org.lianbao.delivery.PartnerReader;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SilenceConfiguration {

  @Bean
  Reckoner silencePast(
      JdbcClient jdbc,
      OrderProgress progress,
      Polls polls,
      Partners partners,
      CalendarInUse calendar) {
    return new Reckoner(new PastTable(jdbc), progress, polls, partners, calendar);
  }

  @Bean
  OrderSilence silences(
      OrderProgress progress,
      PartnerReader holds,
      Partners partners,
      Reckoner reckoner,
      CalendarInUse calendar,
      Clock clock) {
    return new OrderSilence(progress, holds, partners, reckoner, calendar, clock);
  }

  @Bean
  OrderWatch orderWatch(OrderSilence silence) {
    return new OrderWatch(silence);
  }

  @Bean
  PollWatch pollWatch(
      Polls polls,
      OrderProgress progress,
      PartnerReader holds,
      Partners partners,
      Reckoner reckoner,
      CalendarInUse calendar) {
    return new PollWatch(polls, progress, holds, partners, reckoner, calendar);
  }

  @Bean
  FailingPollWatch failingPollWatch(Polls polls, PartnerReader holds) {
    return new FailingPollWatch(polls, holds);
  }

  @Bean
  FileWatch fileWatch(MessageArchive archive, Partners partners, CalendarInUse calendar) {
    return new FileWatch(archive, partners, calendar);
  }
}
