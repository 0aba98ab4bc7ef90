package org.lianbao.reconciliation;

import java.time.Duration;
import javax.sql.DataSource;
import org.lianbao.callbacks.WaitingReports;
import org.lianbao.cases.Cases;
import org.lianbao.cases.RecordLookup;
import org.lianbao.delivery.OrdersOfDay;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Repeating;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconciliationSettings.class)
class ReconciliationConfiguration {

  @Bean
  ComparisonTable comparisonTable(DataSource database) {
    return new ComparisonTable(
        JdbcClient.create(database), new NamedParameterJdbcTemplate(database));
  }

  @Bean
  Reconciler reconciler(
      Partners partners,
      ObjectProvider<Listings> listings,
      OrdersOfDay orders,
      Cases cases,
      RecordLookup record,
      WaitingReports waiting,
      ComparisonTable table,
      DataSource database,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new Reconciler(
        partners,
        listings,
        orders,
        cases,
        record,
        waiting,
        new ListedTable(JdbcClient.create(database), new NamedParameterJdbcTemplate(database)),
        table,
        database,
        new TransactionTemplate(transactions),
        clock);
  }

  @Bean
  DailyReconciliation dailyReconciliation(
      Reconciler reconciler, ComparisonTable table, ReconciliationSettings settings, Clock clock) {
    return new DailyReconciliation(reconciler, table, settings.at(), clock);
  }

  @Bean
  Repeating reconciling(DailyReconciliation daily) {
    return new Repeating("reconciliation", Duration.ofMinutes(1), daily::look);
  }

  @Bean
  ReconciliationWatch reconciliationWatch(ComparisonTable table) {
    return new ReconciliationWatch(table);
  }
}
