package org.lianbao.routing.tables;

import javax.sql.DataSource;
import org.apache.camel.Component;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.Polls;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The {@code table:} steps of one partner for a context that is not the hub's. */
public final class TablesApart implements AutoCloseable {

  private final PartnerDatabases databases;
  private final TableComponent component;

  /**
   * Prepares the steps; nothing is connected before a route uses them.
   *
   * @param settings where the partner's database is
   * @param memory a database with the hub's schema, for what is remembered of rows
   * @param inbox takes what the rows say
   */
  public TablesApart(
      Partner partner,
      PartnerSettings settings,
      DataSource memory,
      Inbox inbox,
      Polls polls,
      Clock clock) {
    var jdbc = JdbcClient.create(memory);
    var transactions = new JdbcTransactionManager(memory);
    var sent = new SentRows(jdbc, clock);
    this.databases = PartnerDatabases.ofOne(partner, settings);
    this.component =
        new TableComponent(
            databases,
            new RowWriter(databases, sent, transactions),
            sent,
            new TakenRows(jdbc, clock),
            inbox,
            polls,
            transactions,
            clock);
  }

  /** What the name {@code table} is to mean in routes. */
  public Component component() {
    return component;
  }

  @Override
  public void close() {
    databases.close();
  }
}
