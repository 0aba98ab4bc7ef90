package org.lianbao.cases.log;

import org.lianbao.application.Services;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.Cases;
import org.lianbao.cases.Ledger;
import org.lianbao.partners.Partners;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class CaseLogConfiguration {

  @Bean
  CaseNumbers caseNumbers(JdbcClient jdbc) {
    return new CaseNumbers(jdbc);
  }

  @Bean
  Rulebook rulebook() {
    return Rulebook.load();
  }

  @Bean
  Cases cases(
      JdbcClient jdbc,
      CaseNumbers numbers,
      Ledger ledger,
      Partners partners,
      Rulebook rules,
      Clock clock) {
    return new LoggedCases(
        new CaseTables(jdbc),
        new OrderRegister(jdbc),
        new BarTable(jdbc),
        numbers,
        ledger,
        partners,
        rules,
        clock);
  }

  @Bean
  CaseReader caseReader(JdbcClient jdbc, Partners partners, Rulebook rules) {
    var services = Services.load();
    return new LogReader(
        jdbc,
        new Waiting(partners, new CallWords(services), new WorksWords(partners, services)),
        WorksViews.load(rules));
  }
}
