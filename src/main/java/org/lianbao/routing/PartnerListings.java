package org.lianbao.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.lianbao.reconciliation.Listings;
import org.lianbao.shared.Json;
import org.springframework.stereotype.Component;

/**
 * Asks partners through their routes: {@code direct:<partner>.listing} is given the question, which
 * mappings also see as {@code $order}, and gives back {@code {rows, next}}.
 */
@Component
class PartnerListings implements Listings, AutoCloseable {

  private final ProducerTemplate routes;

  PartnerListings(CamelContext camel) {
    this.routes = camel.createProducerTemplate();
  }

  @Override
  public Page page(String partner, Question question) {
    JsonNode asked = Json.mapper().valueToTree(question);
    var exchange =
        routes.request(
            "direct:" + partner + ".listing",
            it -> {
              it.setProperty(Steps.ORDER, asked);
              it.getMessage().setBody(asked);
            });
    if (exchange.getException() != null) {
      throw unlisted(exchange.getException());
    }
    if (!(exchange.getMessage().getBody() instanceof JsonNode answer)
        || !answer.path("rows").isArray()) {
      throw new Unlisted(
          "映射应给出 {rows: [行, …], next} / the mapping must give {rows: [row, …], next}");
    }
    var rows = new ArrayList<JsonNode>();
    answer.get("rows").forEach(rows::add);
    return new Page(rows, answer.hasNonNull("next") ? answer.get("next") : null);
  }

  private static Unlisted unlisted(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unlisted unlisted) {
        return unlisted;
      }
    }
    return new Unlisted(Failures.outcome(failure).reason(), failure);
  }

  @Override
  public void close() throws Exception {
    routes.close();
  }
}
