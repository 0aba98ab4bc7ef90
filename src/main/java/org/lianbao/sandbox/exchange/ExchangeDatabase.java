package org.lianbao.sandbox.exchange;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.lianbao.hosting.EmbeddedPostgres;
import org.lianbao.sandbox.keys.Agreed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One owner's exchange tables, and an account for the hub that reaches no other database, may
 * insert into its tables, read the others and set their state, and nothing else.
 */
public final class ExchangeDatabase implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final ExchangeLayout layout;
  private final HikariDataSource pool;
  private final String hub;
  private boolean opened = true;

  ExchangeDatabase(EmbeddedPostgres server, ExchangeLayout layout, Agreed agreed)
      throws IOException {
    this.server = server;
    this.layout = layout;
    this.hub = agreed.text("db-user");
    create(agreed);
    var name = layout.name();
    this.pool =
        connect(server.url().replaceFirst("/postgres$", "/" + name) + "?currentSchema=" + name, 3);
    prepare();
    run(jdbc(), "alter role %I login", hub);
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  public TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /** Lets the hub in, or throws it out and keeps it there. */
  public synchronized void open(boolean toHub) {
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
      if (!there(jdbc, "select 1 from pg_database where datname = ?", layout.name())) {
        run(jdbc, "create database %I", layout.name());
      }
      if (!there(jdbc, "select 1 from pg_roles where rolname = ?", hub)) {
        run(jdbc, "create role %I", hub);
      }
      run(jdbc, "alter role %I password %L", hub, agreed.text("db-password"));
      run(jdbc, "revoke all on database %I from public", layout.name());
      run(jdbc, "grant connect on database %I to %I", layout.name(), hub);
    }
  }

  private void prepare() throws IOException {
    try (var in = ExchangeDatabase.class.getResourceAsStream(layout.script())) {
      var jdbc = jdbc();
      jdbc.sql(new String(in.readAllBytes(), StandardCharsets.UTF_8)).update();
      run(jdbc, "revoke all on schema %I from public", layout.name());
      run(jdbc, "grant usage on schema %I to %I", layout.name(), hub);
      for (var table : layout.fromHub()) {
        run(jdbc, "grant select, insert on %I to %I", table, hub);
        run(jdbc, "grant usage on %I to %I", table + "_lsh_seq", hub);
      }
      for (var table : layout.toHub()) {
        run(jdbc, "grant select, update (" + layout.answers() + ") on %I to %I", table, hub);
      }
    }
  }

  private static boolean there(JdbcClient jdbc, String question, String name) {
    return jdbc.sql(question).param(name).query(Integer.class).optional().isPresent();
  }

  /** Runs a statement with names and values put in as PostgreSQL quotes them. */
  private static void run(JdbcClient jdbc, String statement, String... parts) {
    jdbc.sql(
            jdbc.sql("select format(:statement, variadic :parts::text[])")
                .param("statement", statement)
                .param("parts", parts)
                .query(String.class)
                .single())
        .update();
  }

  @Override
  public void close() {
    pool.close();
  }
}
