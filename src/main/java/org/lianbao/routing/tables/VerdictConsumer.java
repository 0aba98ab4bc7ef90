package org.lianbao.routing.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Processor;
import org.lianbao.partners.ExchangeTables;
import org.lianbao.routing.Steps;
import org.lianbao.routing.tables.RowReader.Row;
import org.lianbao.routing.tables.SentRows.Sent;

/**
 * Watches what the partner says of the rows we wrote. The route gets each row that was accepted or
 * failed, as it stands, with the headers {@code table}, {@code verdict} (ACCEPTED or FAILED),
 * {@code reason} and {@code edition}, and the order it was written for.
 */
final class VerdictConsumer extends TableConsumer {

  /** The row an exchange is about. */
  static final String ROW = "lianbao.row";

  private static final int BATCH = 500;

  private final ExchangeTables declared;
  private String after = "";

  VerdictConsumer(TableEndpoint endpoint, Processor route, TableComponent parts, String partner) {
    super(endpoint, route, parts, partner);
    this.declared = database.tables();
  }

  @Override
  int look() {
    var open = parts.sent.undecided(partner, after, BATCH);
    after = open.size() < BATCH ? "" : open.get(BATCH - 1).key();
    if (open.isEmpty()) {
      return 0;
    }
    var rows = database.work(session -> rows(session, open));
    var news = 0;
    for (var sent : open) {
      var row = rows.get(sent.key());
      if (row != null && decide(sent, row)) {
        news++;
      }
    }
    return news;
  }

  private Map<String, Row> rows(PartnerDatabase.Session session, List<Sent> open) {
    var keys = new HashMap<String, List<String>>();
    open.forEach(
        sent -> keys.computeIfAbsent(sent.table(), any -> new ArrayList<>()).add(sent.key()));
    var rows = new HashMap<String, Row>();
    keys.forEach(
        (table, list) ->
            new RowReader(session, declared.tables().get(table))
                .byKey(list)
                .forEach(row -> rows.put(row.key(), row)));
    return rows;
  }

  private boolean decide(Sent sent, Row row) {
    var state = verdict(row.state());
    if (state.equals(sent.state())) {
      return false;
    }
    var reason = row.content().path(declared.state().reason()).asText(null);
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              if (!parts.sent.decided(sent, state, reason)) {
                return false;
              }
              if (state.equals("TAKEN") || tell(sent, row, state, reason)) {
                return true;
              }
              status.setRollbackOnly();
              return false;
            }));
  }

  private boolean tell(Sent sent, Row row, String verdict, String reason) {
    var exchange = pass(row, sent.orderNo());
    exchange.setProperty(ROW, sent);
    exchange.setProperty(Steps.ASKED, true);
    var message = exchange.getMessage();
    message.setHeader("table", sent.table());
    message.setHeader("verdict", verdict);
    message.setHeader("edition", sent.edition());
    message.setHeader("reason", reason);
    return run(exchange);
  }

  private String verdict(int code) {
    var state = declared.state();
    if (state.failed().contains(code)) {
      return "FAILED";
    }
    if (code == state.accepted()) {
      return "ACCEPTED";
    }
    return code == state.taken() ? "TAKEN" : "SENT";
  }
}
