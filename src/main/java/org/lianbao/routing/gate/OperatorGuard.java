package org.lianbao.routing.gate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Opens {@code /operator/} to this machine alone, and there to who has the token. */
@Component
class OperatorGuard extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final OperatorAccess access;

  OperatorGuard(OperatorAccess access) {
    this.access = access;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith("/operator");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var given = request.getHeader("Authorization");
    // An address in numbers is looked up nowhere.
    if (!InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (given == null
        || !given.startsWith(BEARER)
        || !access.admits(given.substring(BEARER.length()))) {
      refuse(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding("UTF-8");
    response
        .getWriter()
        .write(
            Json.write(
                new Problem(
                    "/problems/not-the-operator",
                    "需要操作员令牌 / The operator's token is needed",
                    401,
                    "NOT_THE_OPERATOR",
                    "用 ./lianbao 命令，或读取数据目录中的 operator.json"
                        + " / Use ./lianbao, or read operator.json in the data folder",
                    MDC.get("traceId"),
                    List.of())));
  }
}
