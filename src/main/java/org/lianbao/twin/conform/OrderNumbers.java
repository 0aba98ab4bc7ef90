package org.lianbao.twin.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.lianbao.shared.Clock;

/**
 * Orders like the example's, each with a number that no other has: the division of the example, the
 * day, and five digits counted from the second of the day.
 */
final class OrderNumbers {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(Clock.COUNTY);
  private static final int DIVISION = 8;
  private static final int LIMIT = 100_000;

  private final String sample;
  private final String day;
  private int count;

  OrderNumbers(JsonNode sample, Instant now) {
    this.sample = sample.path("orderNo").asText();
    this.day = DAY.format(now);
    this.count = LocalTime.ofInstant(now, Clock.COUNTY).toSecondOfDay();
  }

  /** A copy of the order under a number of its own. */
  JsonNode fresh(JsonNode order) {
    var dash = sample.indexOf('-');
    var caseNo =
        sample.substring(0, Math.min(DIVISION, sample.length()))
            + day
            + "%05d".formatted(count++ % LIMIT);
    return order
        .<ObjectNode>deepCopy()
        .put("caseNo", caseNo)
        .put("orderNo", caseNo + (dash < 0 ? "" : sample.substring(dash)));
  }
}
