package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The external works (外线工程) of a form: what they touch. */
public record Works(JsonNode items) {

  /** Whether any of them says yes, or more than zero, under this field. */
  public boolean any(String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path(field))
        .anyMatch(value -> value.asBoolean() || value.asDouble() > 0);
  }

  /** What is said of these services' works. */
  public Works of(Predicate<String> services) {
    var kept = JsonNodeFactory.instance.arrayNode();
    items.forEach(
        item -> {
          if (services.test(item.path("service").asText())) {
            kept.add(item);
          }
        });
    return new Works(kept);
  }

  /** The services whose works are described, each once. */
  public List<String> services() {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path("service").asText())
        .filter(service -> !service.isEmpty())
        .distinct()
        .toList();
  }

  /** The sum of this field over all of them; what does not say it counts as nothing. */
  public BigDecimal sum(String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path(field))
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether each of them says how much this field is. */
  public boolean all(String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .allMatch(item -> item.path(field).isNumber());
  }

  /** Whether they take up or dig up a road (占道、掘路). */
  public boolean onRoad() {
    return any("roadOccupied") || any("roadDug");
  }

  /** Whether any are described. */
  public boolean described() {
    return !items.isEmpty();
  }
}
