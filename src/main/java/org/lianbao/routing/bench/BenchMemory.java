package org.lianbao.routing.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.lianbao.hosting.DataFolder;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.hosting.StartFailure;

/** A database as the hub's, empty, for what the routes of exchange tables remember of rows. */
public final class BenchMemory implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  private final DataFolder folder;
  private final EmbeddedPostgres server;
  private final HikariDataSource pool = new HikariDataSource();

  /**
   * Starts the database.
   *
   * @param directory where it lies
   * @throws IOException with a message for people if it does not start
   */
  public BenchMemory(Path directory) throws IOException {
    try {
      folder = DataFolder.open(directory);
      server = EmbeddedPostgres.startSmall(folder, 0);
    } catch (StartFailure e) {
      throw new IOException("the database for the routes does not start: " + e.getMessage(), e);
    }
    pool.setJdbcUrl(server.url());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    Flyway.configure().dataSource(pool).load().migrate();
  }

  DataSource source() {
    return pool;
  }

  @Override
  public void close() throws IOException {
    pool.close();
    server.close();
    folder.close();
  }
}
