package org.lianbao.sandbox.approval;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lianbao.hosting.DataFolder;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.hosting.StartFailure;
import org.lianbao.sandbox.keys.Agreed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The department's database server, {@code <data>/sandbox/exchange}: a PostgreSQL of its own with
 * the exchange tables, and an account for the hub that may insert into its tables, read the others
 * and set their state, and nothing else.
 */
final class ExchangeDatabase implements AutoCloseable {

  private static final String NAME = "xzsp_qzk";
  private static final List<String> FROM_HUB =
      List.of("spgl_xmjbxxb", "spgl_xmspsxblxxb", "spgl_xmsqcljqtfjxxb");
  private static final List<String> TO_HUB =
      List.of(
          "spgl_xmspsxblxxxxb", "spgl_xmspsxbltbcxxxb", "spgl_xmspsxpfwjxxb", "spgl_gzcnzbjjgxxb");

  private final DataFolder folder;
  private final EmbeddedPostgres server;
  private final HikariDataSource pool;
  private final String hub;
  private boolean opened = true;

  /**
   * Starts the server; the first time that takes a second or two.
   *
   * @throws IOException with a message for people if it does not come up
   */
  ExchangeDatabase(Path directory, Agreed agreed, int port) throws IOException {
    try {
      folder = DataFolder.open(directory.resolve("exchange"));
      server = EmbeddedPostgres.startSmall(folder, port);
    } catch (StartFailure e) {
      throw new IOException(
          "审批部门前置库未能启动 / the exchange database does not start: " + e.getMessage(), e);
    }
    hub = agreed.text("db-user", "pyxbz");
    create(agreed);
    pool =
        connect(server.url().replaceFirst("/postgres$", "/" + NAME) + "?currentSchema=" + NAME, 3);
    prepare();
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /** Lets the hub in, or throws it out and keeps it there. */
  void open(boolean toHub) {
    if (toHub != opened) {
      run(jdbc(), "alter role %I " + (toHub ? "login" : "nologin"), hub);
      if (!toHub) {
        jdbc()
            .sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = ?")
            .param(hub)
            .query(Boolean.class)
            .list();
      }
      opened = toHub;
    }
  }

  private HikariDataSource connect(String url, int connections) {
    var source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setUsername(server.user());
    source.setPassword(server.password());
    source.setMaximumPoolSize(connections);
    source.setMinimumIdle(0);
    return source;
  }

  /** The database and the hub's account; both may be there from an earlier run. */
  private void create(Agreed agreed) {
    try (var source = connect(server.url(), 1)) {
      var jdbc = JdbcClient.create(source);
      if (!there(jdbc, "select 1 from pg_database where datname = ?", NAME)) {
        jdbc.sql("create database " + NAME).update();
      }
      if (!there(jdbc, "select 1 from pg_roles where rolname = ?", hub)) {
        run(jdbc, "create role %I login", hub);
      }
      run(jdbc, "alter role %I login password %L", hub, agreed.text("db-password"));
    }
  }

  private void prepare() throws IOException {
    try (var in = ExchangeDatabase.class.getResourceAsStream("/sandbox/approval.sql")) {
      var jdbc = jdbc();
      jdbc.sql(new String(in.readAllBytes(), StandardCharsets.UTF_8)).update();
      run(jdbc, "revoke all on schema " + NAME + " from public");
      run(jdbc, "grant usage on schema " + NAME + " to %I", hub);
      for (var table : FROM_HUB) {
        run(jdbc, "grant select, insert on " + table + " to %I", hub);
        run(jdbc, "grant usage on " + table + "_lsh_seq to %I", hub);
      }
      for (var table : TO_HUB) {
        run(jdbc, "grant select, update (sjsczt, sbyy) on " + table + " to %I", hub);
      }
    }
  }

  private static boolean there(JdbcClient jdbc, String question, String name) {
    return jdbc.sql(question).param(name).query(Integer.class).optional().isPresent();
  }

  /** Runs a statement with names and values put in as PostgreSQL quotes them. */
  private static void run(JdbcClient jdbc, String statement, String... parts) {
    var quoted =
        parts.length == 0
            ? statement
            : jdbc.sql("select format(:statement, variadic :parts::text[])")
                .param("statement", statement)
                .param("parts", parts)
                .query(String.class)
                .single();
    jdbc.sql(quoted).update();
  }

  @Override
  public void close() throws IOException {
    pool.close();
    server.close();
    folder.close();
  }
}
