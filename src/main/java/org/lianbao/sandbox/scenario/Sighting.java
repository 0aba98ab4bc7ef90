package org.lianbao.sandbox.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A status the county may hold: {@code EVENT [SERVICE [OUTCOME]]}, with {@code *} for any. */
record Sighting(String text) {

  private static final List<String> FIELDS = List.of("eventCode", "service", "outcome");

  @JsonCreator
  Sighting {
    var words = text.split(" ").length;
    if (words > FIELDS.size()) {
      throw new IllegalArgumentException("not EVENT [SERVICE [OUTCOME]]: " + text);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }

  /** The first status that is one. */
  Optional<JsonNode> in(List<JsonNode> statuses) {
    return statuses.stream().filter(this::is).findFirst();
  }

  private boolean is(JsonNode status) {
    var words = text.split(" ");
    for (int i = 0; i < words.length; i++) {
      if (!words[i].equals("*") && !words[i].equals(status.path(FIELDS.get(i)).asText())) {
        return false;
      }
    }
    return true;
  }
}
