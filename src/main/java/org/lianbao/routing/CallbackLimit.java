package org.lianbao.routing;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a callback whole before its route begins, and turns away one that is too large, whether it
 * says its length or comes in chunks.
 */
@Component
class CallbackLimit extends OncePerRequestFilter {

  private final int largest;
  private final Doors doors;

  CallbackLimit(InboundSettings settings, Doors doors) {
    this.largest = settings.largestBytes();
    this.doors = doors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/callbacks/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > largest) {
      refuseTooLarge(response);
      return;
    }
    byte[] body;
    try {
      body = request.getInputStream().readNBytes(largest + 1);
    } catch (IOException e) {
      refuse(
          response,
          HttpServletResponse.SC_REQUEST_TIMEOUT,
          "报文没有按时收全，请重发 / the message did not come whole in time; send it again");
      return;
    }
    if (body.length > largest) {
      refuseTooLarge(response);
    } else if (!doors.enter(request.getRequestURI())) {
      response.setHeader("Retry-After", "5");
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      inside(request.getRequestURI(), new ReadRequest(request, body), response, chain);
    }
  }

  /** The routes answer in a thread of their own; until then the caller is inside. */
  private void inside(
      String path, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var left = new AtomicBoolean();
    Runnable leave =
        () -> {
          if (left.compareAndSet(false, true)) {
            doors.leave(path);
          }
        };
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new Leaving(leave));
      } else {
        leave.run();
      }
    }
  }

  /** However an answer in another thread ends, the caller is gone then. */
  private record Leaving(Runnable leave) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      leave.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      leave.run();
    }

    @Override
    public void onError(AsyncEvent event) {
      leave.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  private void refuseTooLarge(HttpServletResponse response) throws IOException {
    refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, Withheld.tooLarge(largest));
  }

  private static void refuse(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(why);
  }
}
