package org.lianbao.routing;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.lianbao.attachments.OrderFiles;
import org.lianbao.delivery.Outcome;
import org.lianbao.delivery.Outcome.Fault;
import org.lianbao.mapping.MappingFault;
import org.lianbao.routing.tables.TablesFault;
import org.springframework.dao.DataAccessException;

/** Tells failures apart, and puts each in words without quoting what was sent. */
final class Failures {

  private Failures() {}

  static Outcome outcome(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpOperationFailedException answer) {
        return Outcome.retry(
            Fault.PARTNER,
            String.valueOf(answer.getStatusCode()),
            "the partner answered HTTP " + answer.getStatusCode(),
            retryAfter(answer));
      }
      if (cause instanceof TablesFault fault) {
        return partner(fault.code(), fault.getMessage());
      }
      if (cause instanceof MappingFault fault) {
        return Outcome.retry(Fault.MAPPING, "MAPPING", fault.getMessage(), null);
      }
      if (cause instanceof OrderFiles.NotReady wait) {
        return Outcome.retry(Fault.FILE, "FILE", wait.getMessage(), wait.waitFor());
      }
      if (cause instanceof SocketTimeoutException) {
        return partner("TIMEOUT", "the partner did not answer in time");
      }
      if (cause instanceof UnknownHostException) {
        return partner("ADDRESS", "the partner's host name is not known");
      }
      if (cause instanceof ConnectException) {
        return partner("CONNECT", "the partner cannot be reached");
      }
      if (cause instanceof DataAccessException) {
        return Outcome.retry(Fault.HUB, "DATABASE", "the hub's database failed", null);
      }
    }
    return partner(
        failure == null ? "UNKNOWN" : failure.getClass().getSimpleName(),
        "the exchange with the partner failed");
  }

  private static Outcome partner(String code, String reason) {
    return Outcome.retry(Fault.PARTNER, code, reason, null);
  }

  /** Only the form in seconds; a date would need the partner's clock to be right. */
  private static Duration retryAfter(HttpOperationFailedException answer) {
    var headers = answer.getResponseHeaders();
    var value = headers == null ? null : headers.get("Retry-After");
    return value != null && value.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : null;
  }
}
