package org.lianbao.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import org.lianbao.delivery.Failure;
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
      case "RETRY" -> Outcome.retry(failure(receipt, code), code, reason, wait(receipt));
      default ->
          throw new MappingFault(
              "the receipt mapping must give outcome DELIVERED, REFUSED or RETRY");
    };
  }

  /** What the mapping calls it; what its code says where that follows HTTP; else its system's. */
  private static Failure failure(JsonNode receipt, String code) {
    var named = text(receipt, "failure");
    if (named == null) {
      return code != null && code.matches("[45]\\d\\d")
          ? Failures.ofStatus(Integer.parseInt(code))
          : Failure.SERVER;
    }
    return Arrays.stream(Failure.values())
        .filter(failure -> failure.name().equals(named))
        .filter(failure -> failure.fault() == Outcome.Fault.PARTNER)
        .findFirst()
        .orElseThrow(
            () ->
                new MappingFault(
                    "the receipt mapping must give failure NETWORK, TIMEOUT, SERVER, THROTTLED,"
                        + " REFUSED or SIGNATURE, or none"));
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
