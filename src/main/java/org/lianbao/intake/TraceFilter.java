package org.lianbao.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every request a trace id: that of a valid W3C {@code traceparent}, else a new one. It is in
 * the log under {@code traceId} and in the answer as {@code X-Trace-Id}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class TraceFilter extends OncePerRequestFilter {

  private static final String KEY = "traceId";
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var traceId = traceId(request.getHeader("traceparent"));
    request.setAttribute(TraceFilter.class.getName(), traceId);
    response.setHeader("X-Trace-Id", traceId);
    MDC.put(KEY, traceId);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(KEY);
    }
  }

  /** The trace id of a request that went through this filter. */
  static String of(HttpServletRequest request) {
    return (String) request.getAttribute(TraceFilter.class.getName());
  }

  private static String traceId(String traceparent) {
    if (traceparent != null) {
      var parts = TRACEPARENT.matcher(traceparent);
      if (parts.matches()) {
        return parts.group(1);
      }
    }
    var random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
