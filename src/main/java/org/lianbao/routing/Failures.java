package org.lianbao.routing;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.lianbao.attachments.OrderFiles;
import org.lianbao.delivery.Failure;
import org.lianbao.delivery.Outcome;
import org.lianbao.mapping.MappingFault;
import org.lianbao.routing.tables.TablesFault;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;

/** Tells failures apart, and puts each in words without quoting what was sent. */
final class Failures {

  private Failures() {}

  static Outcome outcome(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpOperationFailedException answer) {
        var status = answer.getStatusCode();
        return Outcome.retry(
            ofStatus(status),
            String.valueOf(status),
            "对方返回 HTTP %1$d / the partner answered HTTP %1$d".formatted(status),
            retryAfter(answer));
      }
      if (cause instanceof TablesFault fault) {
        return retry(ofTables(fault.code()), fault.code(), fault.getMessage());
      }
      if (cause instanceof MappingFault fault) {
        return retry(Failure.MAPPING, "MAPPING", fault.getMessage());
      }
      if (cause instanceof OrderFiles.NotReady wait) {
        return Outcome.retry(Failure.FILE, "FILE", wait.getMessage(), wait.waitFor());
      }
      if (cause instanceof SocketTimeoutException) {
        return retry(Failure.TIMEOUT, "TIMEOUT", "对方未在时限内应答 / the partner did not answer in time");
      }
      if (cause instanceof UnknownHostException) {
        return retry(
            Failure.NETWORK, "ADDRESS", "对方主机名无法解析 / the partner's host name is not known");
      }
      if (cause instanceof ConnectException) {
        return retry(Failure.NETWORK, "CONNECT", "对方连接不上 / the partner cannot be reached");
      }
      if (cause instanceof DataAccessException) {
        return retry(Failure.HUB, "DATABASE", "联报的数据库故障 / the hub's database failed");
      }
      if (cause instanceof JMSException || cause instanceof JmsException) {
        return retry(Failure.HUB, "BROKER", "联报的消息代理故障 / the hub's broker failed");
      }
    }
    return unknown(failure);
  }

  /** Last, since most of the above come wrapped in one of these. */
  private static Outcome unknown(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof GenericFileOperationFailedException) {
        return retry(
            Failure.NETWORK,
            cause.getClass().getSimpleName(),
            "与对方的往来中断 / the exchange with the partner broke off");
      }
    }
    return retry(
        Failure.HUB,
        failure == null ? "UNKNOWN" : failure.getClass().getSimpleName(),
        "联报自身出错，详见日志 / the hub itself failed; its log says more");
  }

  /** What an HTTP status, or a code that follows HTTP, says of the partner. */
  static Failure ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> Failure.SIGNATURE;
      case 408 -> Failure.TIMEOUT;
      case 429 -> Failure.THROTTLED;
      default -> status >= 400 && status < 500 ? Failure.REFUSED : Failure.SERVER;
    };
  }

  private static Failure ofTables(String code) {
    return switch (code) {
      case "CONNECT" -> Failure.NETWORK;
      case "ACCOUNT" -> Failure.SIGNATURE;
      case "SETTING" -> Failure.HUB;
      default -> Failure.SERVER;
    };
  }

  private static Outcome retry(Failure failure, String code, String reason) {
    return Outcome.retry(failure, code, reason, null);
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
