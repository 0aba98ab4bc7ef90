package org.lianbao.routing.bench;

import java.util.List;
import org.apache.camel.Exchange;
import org.lianbao.routing.Steps;

/**
 * The steps for files where there is no store: an example's order has its files in it as its
 * mapping wants them, and none are sent before or beside it.
 */
public final class GivenFiles {

  GivenFiles() {}

  /** The order as the example gives it. */
  public void attach(Exchange exchange) {
    exchange.getMessage().setBody(exchange.getProperty(Steps.ORDER));
  }

  /** None to send. */
  public void list(Exchange exchange) {
    exchange.getMessage().setBody(List.of());
  }
}
