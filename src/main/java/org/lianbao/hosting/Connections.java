package org.lianbao.hosting;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the pool of connections to a PostgreSQL server, having tried one connection first. */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private Connections() {}

  /**
   * @throws StartFailure if the server cannot be reached or does not let us in
   */
  static HikariDataSource open(
      String url, String user, String password, HostingSettings.Database settings) {
    tryOne(url, user, password, settings);
    var config = new HikariConfig();
    config.setPoolName("lianbao");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setValidationTimeout(Duration.ofSeconds(3).toMillis());
    config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
    config.setMaxLifetime(Duration.ofMinutes(25).toMillis());
    config.setInitializationFailTimeout(-1);
    config.setDataSourceProperties(properties());
    return new HikariDataSource(config);
  }

  private static Properties properties() {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "lianbao");
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "10");
    // Seconds without a byte: a server that vanished must not hold a thread for ever.
    properties.setProperty("socketTimeout", "120");
    return properties;
  }

  private static void tryOne(
      String url, String user, String password, HostingSettings.Database settings) {
    var properties = properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    try (var connection = DriverManager.getConnection(url, properties);
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select current_setting('fsync'), current_setting('synchronous_commit'),"
                    + " current_setting('full_page_writes')")) {
      result.next();
      if (result.getString(1).equals("off")
          || result.getString(2).equals("off")
          || result.getString(3).equals("off")) {
        LOG.warn(
            "this database may lose what it has committed: fsync={}, synchronous_commit={},"
                + " full_page_writes={}; all should be on",
            result.getString(1),
            result.getString(2),
            result.getString(3));
      }
    } catch (SQLException e) {
      throw explained(e, url.replaceAll("[?].*", ""), settings);
    }
  }

  private static StartFailure explained(
      SQLException e, String where, HostingSettings.Database settings) {
    var state = String.valueOf(e.getSQLState());
    if (state.startsWith("28")) {
      return new StartFailure(
          "the database at " + where + " does not accept this user and password",
          "check LIANBAO_DB_USER (now '" + settings.user() + "') and LIANBAO_DB_PASSWORD",
          e);
    }
    if (state.equals("3D000")) {
      return new StartFailure(
          "the server of " + where + " has no such database",
          "create it, or mend LIANBAO_DB_URL",
          e);
    }
    if (!where.startsWith("jdbc:postgresql:") || e.getMessage().contains("No suitable driver")) {
      return new StartFailure(
          "LIANBAO_DB_URL is not the address of a PostgreSQL database",
          "write it as jdbc:postgresql://HOST:5432/DATABASE",
          e);
    }
    return new StartFailure(
        "the database at " + where + " does not answer (SQL state " + state + ")",
        "start it, mend LIANBAO_DB_URL, or leave that blank for the embedded one",
        e);
  }
}
