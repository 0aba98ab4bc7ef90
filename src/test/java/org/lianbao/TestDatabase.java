package org.lianbao;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

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

  /**
   * A database of a test's own on the same server, for one that lets years pass or looks at
   * migrations.
   *
   * @param version up to which it is migrated
   */
  public static HikariDataSource another(String version) {
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    JdbcClient.create(POOL).sql("create database " + name).update();
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url().replaceFirst("/postgres(?=\\?|$)", "/" + name));
    pool.setMaximumPoolSize(4);
    Flyway.configure().dataSource(pool).target(version).load().migrate();
    return pool;
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
