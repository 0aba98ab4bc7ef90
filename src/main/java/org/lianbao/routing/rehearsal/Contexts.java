package org.lianbao.routing.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lianbao.cases.Cases;
import org.lianbao.mapping.MappingContext;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.shared.Json;
import org.springframework.stereotype.Component;

/** What a mapping may know beside its input, when it is applied to something of the past. */
@Component
class Contexts {

  private static final String NONCE = "00000000-0000-0000-0000-000000000000";

  private final Cases cases;
  private final Partners partners;
  private final PartnerSettings settings;

  Contexts(Cases cases, Partners partners, PartnerSettings settings) {
    this.cases = cases;
    this.partners = partners;
    this.settings = settings;
  }

  /** A context with no headers, for they are not archived. */
  MappingContext of(String slug, Instant now, JsonNode order) {
    return new MappingContext(
        now, order, Map.of(), key -> settings.get(slug, key).orElse(null), () -> NONCE);
  }

  /** The order as routes that poll show it to mappings; a missing node if it is not known. */
  JsonNode order(String slug, String orderNo) {
    if (orderNo == null) {
      return MissingNode.getInstance();
    }
    var order = cases.orders(slug, List.of(orderNo)).get(orderNo);
    return order == null ? MissingNode.getInstance() : Json.mapper().valueToTree(order);
  }

  /** The values of the partner's settings, none of which may be shown. */
  List<String> secrets(String slug) {
    return partners.find(slug).stream()
        .flatMap(partner -> partner.settings().keySet().stream())
        .map(key -> settings.get(slug, key).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }
}
