package org.lianbao.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.lianbao.calendar.CalendarInUse;
import org.lianbao.cases.Cases;
import org.lianbao.partners.Partners;
import org.lianbao.shared.CommonClock;
import org.lianbao.shared.Repeating;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {

  @Bean
  OrderTable orderTable(
      JdbcClient jdbc, @Value("${lianbao.data}") Path data, DeliverySettings settings) {
    return new OrderTable(jdbc, hubId(data), settings.atOnce());
  }

  @Bean
  KeptOrders keptOrders(JdbcClient jdbc) {
    return new KeptOrders(jdbc);
  }

  @Bean
  OpenHours openHours(CalendarInUse calendar) {
    return new OpenHours(calendar);
  }

  @Bean
  Dispatcher dispatcher(Outbox outbox, OrderTable orders, CommonClock common) {
    return new Dispatcher(outbox, orders, common.clock());
  }

  @Bean
  Pacer pacer(
      OrderTable orders,
      JdbcClient jdbc,
      Partners partners,
      OpenHours hours,
      Dispatcher dispatcher,
      PlatformTransactionManager transactions,
      CommonClock common) {
    return new Pacer(
        orders,
        new HealthTable(jdbc),
        new ActTable(jdbc),
        partners,
        hours,
        dispatcher,
        new TransactionTemplate(transactions),
        common.clock());
  }

  @Bean
  DeliveryLedger deliveryLedger(
      OrderTable orders,
      JdbcClient jdbc,
      Pacer pacer,
      OpenHours hours,
      Partners partners,
      ObjectProvider<Cases> cases,
      Dispatcher dispatcher,
      PlatformTransactionManager transactions,
      CommonClock common) {
    var holds = new Holds(new HealthTable(jdbc), new ActTable(jdbc), orders, partners, pacer);
    return new DeliveryLedger(
        orders,
        holds,
        pacer,
        hours,
        partners,
        cases,
        dispatcher,
        new TransactionTemplate(transactions),
        common.clock());
  }

  @Bean
  PartnerStates partnerStates(
      JdbcClient jdbc, Partners partners, OpenHours hours, CommonClock common) {
    return new PartnerStates(
        jdbc, new HealthTable(jdbc), new ActTable(jdbc), partners, hours, common.clock());
  }

  @Bean
  HeldPartners heldPartners(PartnerReader partners, JdbcClient jdbc) {
    return new HeldPartners(partners, jdbc);
  }

  @Bean
  DeadOrders deadOrders(PartnerReader partners) {
    return new DeadOrders(partners);
  }

  @Bean
  OrdersThatNeedMending ordersThatNeedMending(JdbcClient jdbc) {
    return new OrdersThatNeedMending(jdbc);
  }

  @Bean
  LedgerOperations operations(
      OrderTable orders,
      JdbcClient jdbc,
      DeliveryLedger ledger,
      Pacer pacer,
      ObjectProvider<Cases> cases,
      PlatformTransactionManager transactions,
      CommonClock common) {
    return new LedgerOperations(
        orders,
        new ChosenOrders(jdbc),
        new HealthTable(jdbc),
        new ActTable(jdbc),
        ledger,
        pacer,
        cases,
        new TransactionTemplate(transactions),
        common.clock());
  }

  @Bean
  Sweep sweep(
      OrderTable orders,
      JdbcClient jdbc,
      DeliveryLedger ledger,
      Dispatcher dispatcher,
      Partners partners,
      Pacer pacer,
      CommonClock common) {
    return new Sweep(
        orders, new HealthTable(jdbc), ledger, dispatcher, partners, pacer, common.clock());
  }

  @Bean
  Repeating sweeping(Sweep sweep, DeliverySettings settings) {
    return new Repeating("sweep", settings.sweep(), sweep::sweep);
  }

  /** Who this hub is across restarts, so that it can take up what it held when it was killed. */
  private static String hubId(Path data) {
    var file = data.resolve("hub-id");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        Files.writeString(file, UUID.randomUUID().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the hub's id in " + file, e);
    }
  }
}
