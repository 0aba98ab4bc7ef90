package org.lianbao.routing.tables;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.partners.PartnerSettings;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of one partner. Nothing is connected before the first use, its tables are compared
 * with the manifest before the first row moves, and again after every failure; so whatever the
 * partner mends, works from the next attempt on.
 */
final class PartnerDatabase implements AutoCloseable {

  private static final long CONNECT_MILLIS = 5_000;
  private static final int CONNECTIONS = 4;
  private static final int MOST_FINDINGS = 20;

  private final String slug;
  private final ExchangeTables tables;
  private final PartnerSettings settings;
  private HikariDataSource pool;
  private volatile Layout layout;

  PartnerDatabase(String slug, ExchangeTables tables, PartnerSettings settings) {
    this.slug = slug;
    this.tables = tables;
    this.settings = settings;
  }

  /** What work in the database has at hand: one connection, one transaction. */
  record Session(JdbcClient jdbc, Layout layout) {}

  ExchangeTables tables() {
    return tables;
  }

  /**
   * Does some work in one transaction of the partner's database.
   *
   * @throws TablesFault if the database is away, refuses us or the work, or its tables differ from
   *     the manifest
   */
  <T> T work(Function<Session, T> work) {
    try {
      var source = pool();
      var jdbc = JdbcClient.create(source);
      var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
      return transaction.execute(status -> work.apply(new Session(jdbc, layout(jdbc))));
    } catch (DataAccessException | TransactionException e) {
      layout = null;
      throw fault(e);
    }
  }

  /**
   * What is wrong with the tables; empty if nothing is.
   *
   * @throws TablesFault if the database is away or refuses us
   */
  List<String> findings() {
    try {
      return LayoutCheck.check(JdbcClient.create(pool()), tables).findings();
    } catch (DataAccessException e) {
      throw fault(e);
    }
  }

  private Layout layout(JdbcClient jdbc) {
    var known = layout;
    if (known == null) {
      var result = LayoutCheck.check(jdbc, tables);
      known = result.layout().orElseThrow(() -> differs(result));
      layout = known;
    }
    return known;
  }

  private static TablesFault differs(LayoutCheck.Result result) {
    var findings = result.findings();
    var shown = String.join("\n", findings.subList(0, Math.min(MOST_FINDINGS, findings.size())));
    return new TablesFault(
        "TABLES",
        "前置库与清单不符 %d 处 / the exchange tables differ from the manifest in %d places:\n%s"
            .formatted(findings.size(), findings.size(), shown));
  }

  private synchronized HikariDataSource pool() {
    if (pool == null) {
      var url = setting("db-url");
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new TablesFault(
            "SETTING",
            "参数 db-url 应写成 jdbc:postgresql://主机:端口/库名"
                + " / the setting db-url must be jdbc:postgresql://HOST:PORT/DATABASE");
      }
      var config = new HikariConfig();
      config.setPoolName(slug);
      config.setJdbcUrl(url);
      config.setUsername(setting("db-user"));
      config.setPassword(setting("db-password"));
      config.setMaximumPoolSize(CONNECTIONS);
      config.setMinimumIdle(0);
      config.setIdleTimeout(60_000);
      config.setConnectionTimeout(CONNECT_MILLIS);
      config.setInitializationFailTimeout(-1);
      config.setAutoCommit(true);
      config.addDataSourceProperty("ApplicationName", "lianbao");
      config.addDataSourceProperty("connectTimeout", "5");
      config.addDataSourceProperty("socketTimeout", "30");
      pool = new HikariDataSource(config);
    }
    return pool;
  }

  private String setting(String key) {
    return settings
        .get(slug, key)
        .orElseThrow(
            () ->
                new TablesFault(
                    "SETTING", "参数 %s 未填 / the setting %s is not set".formatted(key, key)));
  }

  private static TablesFault fault(Exception e) {
    String state = null;
    String what = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
        what = cause instanceof PSQLException server ? names(server) : "";
      }
    }
    if (state == null || state.startsWith("08") || state.startsWith("57P")) {
      return new TablesFault("CONNECT", "前置库连接不上 / the exchange database cannot be reached", e);
    }
    if (state.startsWith("28")) {
      return new TablesFault(
          "ACCOUNT",
          "前置库不接受这个账号 → 核对 db-user、db-password"
              + " / the exchange database refuses the account → check db-user and db-password",
          e);
    }
    if (state.equals("3D000")) {
      return new TablesFault(
          "CONNECT", "没有这个数据库 → 核对 db-url / there is no such database → check db-url", e);
    }
    return new TablesFault(state, "前置库报错 / the exchange database failed: SQL " + state + what, e);
  }

  /** What the server's complaint is about; never its text, which may quote a row. */
  private static String names(PSQLException failure) {
    var server = failure.getServerErrorMessage();
    if (server == null) {
      return "";
    }
    var names = new StringBuilder();
    for (var name : new String[] {server.getTable(), server.getColumn(), server.getConstraint()}) {
      if (name != null) {
        names.append(' ').append(name);
      }
    }
    return names.toString();
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
