package org.lianbao.hosting;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.lianbao.shared.Clock;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how long a body may take to come whole. Tomcat itself only bounds the silence between two
 * bytes, so that whoever sends a byte now and then would hold a thread for as long as he likes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class SlowSenders extends OncePerRequestFilter
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final String LATE = SlowSenders.class.getName();

  private final RequestSettings settings;
  private final Clock clock;

  SlowSenders(RequestSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var latest = clock.now().plus(settings.timeLimit());
    var timed = new TimedRequest(request, () -> !clock.now().isBefore(latest));
    chain.doFilter(timed, response);
    if (!request.isAsyncStarted() && !timed.swallow()) {
      request.setAttribute(LATE, true);
    }
  }

  @Override
  public void customize(TomcatServletWebServerFactory tomcat) {
    tomcat.addEngineValves(new HangUp());
  }

  /** Waits for no more of a body that was given up: Tomcat would read it to its end. */
  private static final class HangUp extends ValveBase {

    private HangUp() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      getNext().invoke(request, response);
      if (request.getAttribute(LATE) != null) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }
  }
}
