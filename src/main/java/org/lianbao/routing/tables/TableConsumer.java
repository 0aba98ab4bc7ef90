package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.lianbao.routing.Steps;
import org.lianbao.routing.tables.RowReader.Row;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks into a partner's tables again and again; a database that is away is told once. */
abstract class TableConsumer extends ScheduledPollConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(TableConsumer.class);

  final TableComponent parts;
  final String partner;
  final PartnerDatabase database;
  final TransactionTemplate transaction;
  private String trouble;

  TableConsumer(TableEndpoint endpoint, Processor route, TableComponent parts, String partner) {
    super(endpoint, route);
    this.parts = parts;
    this.partner = partner;
    this.database = parts.databases.of(partner);
    this.transaction = new TransactionTemplate(parts.transactions);
    setGreedy(true);
  }

  /** One look; returns how many rows it dealt with. */
  abstract int look();

  @Override
  protected int poll() {
    try {
      var count = look();
      parts.polls.answered(getRouteId());
      if (trouble != null) {
        LOG.info("{}: the exchange tables can be read again", getRouteId());
        trouble = null;
      }
      return count;
    } catch (TablesFault e) {
      told(e.getMessage());
    } catch (DataAccessException | TransactionException e) {
      told("the hub's database failed");
    }
    return 0;
  }

  private void told(String what) {
    parts.polls.failed(getRouteId());
    if (!what.equals(trouble)) {
      LOG.warn("{}: {}", getRouteId(), what);
      trouble = what;
    }
  }

  /** Lets the route deal with a row, on this thread and in the transaction that is running. */
  Exchange pass(Row row, String orderNo) {
    var exchange = createExchange(false);
    exchange.getMessage().setBody(bytes(row));
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    if (orderNo != null) {
      exchange.setProperty(
          Steps.ORDER, JsonNodeFactory.instance.objectNode().put("orderNo", orderNo));
    }
    return exchange;
  }

  /**
   * Runs the route.
   *
   * @return whether it came to its end; why not is in the log
   */
  boolean run(Exchange exchange) {
    try {
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    if (exchange.getException() == null) {
      return true;
    }
    LOG.warn(
        "{}: a row could not be recorded and is taken up again: {}",
        getRouteId(),
        exchange.getException().getClass().getSimpleName());
    return false;
  }

  static byte[] bytes(Row row) {
    return Json.write(row.content()).getBytes(StandardCharsets.UTF_8);
  }
}
