package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/** The external works (外线工程) of a form: what they touch. */
public record Works(JsonNode items) {

  /** Whether any of them says yes, or more than zero, under this field. */
  public boolean any(String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path(field))
        .anyMatch(value -> value.asBoolean() || value.asDouble() > 0);
  }

  /** Whether any are described. */
  public boolean described() {
    return !items.isEmpty();
  }
}
