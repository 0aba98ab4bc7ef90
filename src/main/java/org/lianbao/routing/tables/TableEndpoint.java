package org.lianbao.routing.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.lianbao.routing.Steps;
import org.lianbao.shared.Json;

/** One use of a partner's exchange tables in a route. */
public class TableEndpoint extends ScheduledPollEndpoint {

  private static final int LISTED_AT_ONCE = 1_000;

  private final TableComponent component;
  private final String partner;
  private final String table;
  private boolean verdicts;
  private boolean renew;
  private String list;
  private int overlap = 1_000;
  private long lookAgain = 60_000;
  private int gapDays = 30;

  TableEndpoint(String uri, TableComponent component, String partner, String table) {
    super(uri, component);
    this.component = component;
    this.partner = partner;
    this.table = table;
    setDelay(1_000);
    setInitialDelay(1_000);
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) {
        if (list != null) {
          list(exchange);
        } else if (renew) {
          renew(exchange);
        } else {
          write(exchange);
        }
      }
    };
  }

  private void write(Exchange exchange) {
    var order = exchange.getProperty(Steps.ORDER, JsonNode.class);
    var written =
        component.writer.write(
            partner,
            order.path("orderNo").asText(),
            order.path("revision").asInt(1),
            exchange.getMessage().getBody(JsonNode.class));
    exchange.getMessage().setBody(RowWriter.document(written));
  }

  /** The body, a question for a day, becomes a page of the rows of that day. */
  private void list(Exchange exchange) {
    var asked = exchange.getMessage().getBody(JsonNode.class);
    var rows =
        component
            .databases
            .of(partner)
            .<List<RowReader.Row>>work(
                session ->
                    new RowReader(session, session.layout().declared().tables().get(table))
                        .during(
                            list,
                            Instant.parse(asked.path("from").asText()),
                            Instant.parse(asked.path("to").asText()),
                            asked.path("after").asLong(Long.MIN_VALUE),
                            LISTED_AT_ONCE));
    var page = Json.mapper().createObjectNode();
    var listed = page.putArray("rows");
    rows.forEach(row -> listed.add(row.content()));
    if (rows.size() == LISTED_AT_ONCE) {
      page.put("next", rows.get(rows.size() - 1).seq());
    }
    exchange.getMessage().setBody(page);
  }

  private void renew(Exchange exchange) {
    component.writer.renew(partner, exchange.getProperty(VerdictConsumer.ROW, SentRows.Sent.class));
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (verdicts == (table != null)) {
      throw new IllegalArgumentException(
          getEndpointUri() + ": name a table to take rows from, or say verdicts=true");
    }
    var consumer =
        verdicts
            ? new VerdictConsumer(this, processor, component, partner)
            : new RowConsumer(
                this,
                processor,
                component,
                partner,
                component.databases.of(partner).tables().tables().get(table),
                new RowConsumer.Limits(
                    overlap, Duration.ofMillis(lookAgain), Duration.ofDays(gapDays)));
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public boolean isSingleton() {
    return true;
  }

  public void setVerdicts(boolean verdicts) {
    this.verdicts = verdicts;
  }

  public void setRenew(boolean renew) {
    this.renew = renew;
  }

  /** The column with the time by which rows belong to a day. */
  public void setList(String list) {
    this.list = list;
  }

  public void setOverlap(int overlap) {
    this.overlap = overlap;
  }

  public void setLookAgain(long lookAgain) {
    this.lookAgain = lookAgain;
  }

  public void setGapDays(int gapDays) {
    this.gapDays = gapDays;
  }
}
