package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.processes.WebClient;

/** Follows one case through the hub's API, event by event, without a gap and without a repeat. */
final class Story {

  private final WebClient hub;
  private final String path;
  private long after;

  Story(WebClient hub, String caseNo) {
    this.hub = hub;
    this.path = "/api/v1/cases/" + caseNo;
  }

  /** The events written since the last call, in order. */
  List<JsonNode> news() throws IOException, InterruptedException {
    var news = new ArrayList<JsonNode>();
    for (var event : hub.get(path + "/events?after=" + after + "&limit=500").path("events")) {
      var seq = event.path("seq").asLong();
      if (seq != after + 1) {
        throw new CommandFailure(
            "the hub's events of the case have a gap: %d follows %d".formatted(seq, after));
      }
      after = seq;
      news.add(event);
    }
    return news;
  }

  /** The whole record as it stands. */
  JsonNode record() throws IOException, InterruptedException {
    return hub.get(path);
  }
}
