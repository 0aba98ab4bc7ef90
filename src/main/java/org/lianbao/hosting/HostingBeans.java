package org.lianbao.hosting;

import javax.sql.DataSource;
import org.lianbao.shared.Clock;
import org.lianbao.shared.CommonClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Folder, server, pool: each depends on the one before, so the context closes them the other way
 * round, after everything that uses the database.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
class HostingBeans {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.system();
  }

  @Bean
  @ConditionalOnMissingBean(CommonClock.class)
  DatabaseTime databaseTime(DataSource database) {
    return new DatabaseTime(database);
  }

  @Bean
  @ConditionalOnMissingBean
  CommonClock commonClock(DatabaseTime time) {
    return new CommonClock(new Clock(time));
  }

  @Bean
  @ConditionalOnMissingBean
  DataFolder dataFolder(HostingSettings settings) {
    return DataFolder.open(settings.data());
  }

  @Bean
  @ConditionalOnMissingBean(DataSource.class)
  @Conditional(NoServerNamed.class)
  EmbeddedPostgres embeddedPostgres(DataFolder data) {
    return EmbeddedPostgres.start(data);
  }

  @Bean
  @ConditionalOnMissingBean
  DataSource dataSource(HostingSettings settings, ObjectProvider<EmbeddedPostgres> embedded) {
    var server = embedded.getIfAvailable();
    var db = settings.db();
    return server == null
        ? Connections.open(db.url(), db.user(), db.password(), db)
        : Connections.open(server.url(), server.user(), server.password(), db);
  }
}
