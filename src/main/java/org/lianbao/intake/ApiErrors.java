package org.lianbao.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers whatever goes wrong under {@code /api/} with a problem document, Chinese first. Errors of
 * other paths are left to whoever serves those; another room's own advice goes before this one.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ApiErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  @ExceptionHandler(Exception.class)
  ResponseEntity<byte[]> answer(Exception e, HttpServletRequest request) throws Exception {
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
      throw e;
    }
    var headers = new HttpHeaders();
    if (e instanceof ErrorResponse response) {
      headers.putAll(response.getHeaders());
    }
    var refused = refused(e, request);
    refused.headers().forEach(headers::set);
    return answer(refused.problem(TraceFilter.of(request)), headers);
  }

  private static Refused refused(Exception e, HttpServletRequest request) {
    if (e instanceof Refused refused) {
      return refused;
    }
    if (e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
      return FrameworkRefusals.of(HttpStatus.valueOf(response.getStatusCode().value()));
    }
    if (e instanceof TypeMismatchException || e instanceof HttpMessageNotReadableException) {
      return FrameworkRefusals.of(HttpStatus.BAD_REQUEST);
    }
    var fault = LoggableFault.of(e);
    if (passing(e)) {
      // Hundreds come while a database starts again; where it was in the code says nothing.
      LOG.warn(
          "{} {} comes again later: {}",
          request.getMethod(),
          request.getRequestURI(),
          fault.getMessage());
      return Refused.unavailable(
          "TRY_AGAIN_LATER",
          "未登记任何内容，请稍后用同一 requestId 重发 / nothing was recorded; send the same request again later");
    }
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), fault);
    return Refused.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "INTERNAL_ERROR",
        "中枢内部错误 / Internal error",
        "请把跟踪号 traceId 告知运维人员；可用同一 requestId 重发 / tell the operator the traceId;"
            + " the same request may be sent again");
  }

  private static boolean passing(Exception e) {
    return e instanceof TransactionException
        || e instanceof DataAccessResourceFailureException
        || e instanceof TransientDataAccessException
        || e instanceof RecoverableDataAccessException;
  }

  private static ResponseEntity<byte[]> answer(Problem problem, HttpHeaders headers) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(
        Json.write(problem).getBytes(StandardCharsets.UTF_8),
        headers,
        HttpStatus.valueOf(problem.status()));
  }
}
