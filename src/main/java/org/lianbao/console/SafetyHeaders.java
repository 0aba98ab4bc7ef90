package org.lianbao.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer tells the browser: load nothing from elsewhere, run no script or style written
 * into a page, show it in nobody's frame, keep no page of a case.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class SafetyHeaders extends OncePerRequestFilter {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("X-Frame-Options", "DENY");
    var path = request.getRequestURI();
    if (!path.startsWith("/api/")) { // the API says for itself what may be kept
      response.setHeader("Cache-Control", kept(path) ? "no-cache" : "no-store");
    }
    chain.doFilter(request, response);
  }

  private static boolean kept(String path) {
    return path.startsWith("/assets/") || path.startsWith("/webjars/");
  }
}
