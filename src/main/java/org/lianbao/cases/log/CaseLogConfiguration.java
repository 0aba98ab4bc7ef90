package org.lianbao.cases.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.lianbao.application.Services;
import org.lianbao.calendar.CalendarInUse;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Ledger;
import org.lianbao.cases.OrderProgress;
import org.lianbao.cases.Supervision;
import org.lianbao.cases.clocks.Timekeeping;
import org.lianbao.partners.Partners;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Repeating;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClockSettings.class)
class CaseLogConfiguration {

  private static final Duration LOOK_FOR_RULES = Duration.ofSeconds(10);

  @Bean
  LatencyRows latencies(
      JdbcClient jdbc, Rulebook rules, Partners partners, Ledger ledger, Clock clock) {
    return new LatencyRows(jdbc, rules, partners, ledger, clock);
  }

  @Bean
  Supervision supervision(JdbcClient jdbc, LatencyRows latencies) {
    return new SupervisionTables(jdbc, latencies);
  }

  @Bean
  LateLimits lateLimits(JdbcClient jdbc) {
    return new LateLimits(jdbc);
  }

  @Bean
  CaseNumbers caseNumbers(JdbcClient jdbc) {
    return new CaseNumbers(jdbc);
  }

  @Bean
  Rulebook rulebook(@Value("${lianbao.data:./data}") Path data) throws IOException {
    return Rulebook.load(data.resolve("rules"));
  }

  @Bean
  Repeating rulesWatching(Rulebook rules, @Value("${lianbao.data:./data}") Path data) {
    var watch = new RulesWatch(rules, data.resolve("rules"));
    return new Repeating("rules", LOOK_FOR_RULES, watch::watch);
  }

  @Bean
  CalendarInUse calendarInUse(@Value("${lianbao.data:./data}") Path data) throws IOException {
    return new CalendarInUse(data.resolve("calendar"));
  }

  @Bean
  Timekeeping timekeeping(Rulebook rules, CalendarInUse calendar) {
    return new Timekeeping(rules, calendar);
  }

  @Bean
  CaseTables caseTables(JdbcClient jdbc) {
    return new CaseTables(jdbc);
  }

  @Bean
  Author author(CaseTables tables, Ledger ledger, Partners partners) {
    return new Author(tables, ledger, partners);
  }

  @Bean
  ClockWatch clockWatch(
      JdbcClient jdbc,
      CaseTables tables,
      Author author,
      Timekeeping time,
      CalendarInUse calendar,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new ClockWatch(
        jdbc, tables, author, time, calendar, new TransactionTemplate(transactions), clock);
  }

  @Bean
  Repeating watching(ClockWatch watch, ClockSettings settings) {
    return new Repeating("clocks", settings.watch(), watch::watch);
  }

  @Bean
  Cases cases(
      JdbcClient jdbc,
      CaseTables tables,
      CaseNumbers numbers,
      Author author,
      Partners partners,
      Rulebook rules,
      Timekeeping time,
      Clock clock) {
    return new LoggedCases(
        tables,
        new OrderRegister(jdbc),
        new BarTable(jdbc),
        numbers,
        author,
        partners,
        rules,
        time,
        clock);
  }

  @Bean
  OrderProgress orderProgress(JdbcClient jdbc) {
    return new ProgressReader(jdbc);
  }

  @Bean
  CaseReader caseReader(JdbcClient jdbc, Partners partners, Rulebook rules, LatencyRows latencies) {
    var services = Services.load();
    return new LogReader(
        jdbc,
        new Waiting(partners, new CallWords(services), new WorksWords(partners, services)),
        WorksViews.load(rules),
        new ClockViews(jdbc, rules, latencies));
  }
}
