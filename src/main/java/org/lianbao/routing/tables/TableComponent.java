package org.lianbao.routing.tables;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.lianbao.callbacks.Inbox;
import org.lianbao.callbacks.Polls;
import org.lianbao.partners.Partner;
import org.lianbao.routing.OwnComponent;
import org.lianbao.shared.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Exchange tables in routes. {@code to: table:<partner>} writes the rows in the body, {@code
 * {TABLE: [row, …]}}; with {@code renew=true} it writes once more the row whose verdict the
 * exchange is about. {@code from: table:<partner>/<TABLE>} takes the partner's rows, {@code from:
 * table:<partner>} with {@code verdicts=true} what the partner decided on ours. Options: {@code
 * delay} (milliseconds between two looks), {@code overlap} (how many of the last rows are looked at
 * again for edits), {@code lookAgain} (milliseconds between two such looks), {@code gapDays} (for
 * how long a missing number is watched).
 */
@Component("table-component")
class TableComponent extends DefaultComponent implements OwnComponent {

  final PartnerDatabases databases;
  final RowWriter writer;
  final SentRows sent;
  final TakenRows taken;
  final Inbox inbox;
  final Polls polls;
  final PlatformTransactionManager transactions;
  final Clock clock;

  TableComponent(
      PartnerDatabases databases,
      RowWriter writer,
      SentRows sent,
      TakenRows taken,
      Inbox inbox,
      Polls polls,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.databases = databases;
    this.writer = writer;
    this.sent = sent;
    this.taken = taken;
    this.inbox = inbox;
    this.polls = polls;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public TableComponent toTry(Partner partner) {
    return new TableComponent(
        databases.with(partner), writer, sent, taken, inbox, polls, transactions, clock);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String path, Map<String, Object> parameters)
      throws Exception {
    var slash = path.indexOf('/');
    var partner = slash < 0 ? path : path.substring(0, slash);
    var table = slash < 0 ? null : path.substring(slash + 1);
    var tables = databases.of(partner).tables().tables();
    if (table != null && (!tables.containsKey(table) || tables.get(table).writtenByHub())) {
      throw new IllegalArgumentException(
          uri + ": the manifest has no table " + table + " that the partner writes");
    }
    var endpoint = new TableEndpoint(uri, this, partner, table);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
