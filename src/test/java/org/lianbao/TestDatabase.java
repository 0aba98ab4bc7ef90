package org.lianbao;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One real PostgreSQL for the whole test run, migrated once; tests keep apart by case number. */
public final class TestDatabase {

  private static final HikariDataSource POOL = start();

  private TestDatabase() {}

  public static DataSource dataSource() {
    return POOL;
  }

  public static String url() {
    return POOL.getJdbcUrl();
  }

  private static HikariDataSource start() {
    try {
      var server = EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
      var pool = new HikariDataSource();
      pool.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
      pool.setMaximumPoolSize(20);
      Flyway.configure().dataSource(pool).load().migrate();
      return pool;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL for the tests did not start", e);
    }
  }
}
