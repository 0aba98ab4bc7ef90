package org.lianbao.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.lianbao.delivery.Outcome;
import org.lianbao.mapping.MappingFault;

/** Reads what a partner's receipt mapping made of its answer. */
final class Receipts {

  private static final int LONGEST_REASON = 500;

  private Receipts() {}

  static Outcome outcome(JsonNode receipt) {
    var code = text(receipt, "code");
    var reason = text(receipt, "reason");
    return switch (receipt.path("outcome").asText()) {
      case "DELIVERED" -> Outcome.delivered(text(receipt, "partnerRef"));
      case "REFUSED" -> Outcome.refused(code, reason);
      case "RETRY" -> Outcome.retry(Outcome.Fault.PARTNER, code, reason, wait(receipt));
      default ->
          throw new MappingFault(
              "the receipt mapping must give outcome DELIVERED, REFUSED or RETRY");
    };
  }

  private static String text(JsonNode receipt, String name) {
    var value = receipt.path(name).asText(null);
    return value == null || value.isBlank()
        ? null
        : value.substring(0, Math.min(value.length(), LONGEST_REASON));
  }

  private static Duration wait(JsonNode receipt) {
    return receipt.hasNonNull("retryAfterSeconds")
        ? Duration.ofSeconds(receipt.get("retryAfterSeconds").asLong())
        : null;
  }
}
