package org.lianbao.intake;

import java.util.Map;

/** Takes applications that no HTTP request brings: those of queues and tables. */
public interface Applications {

  /**
   * Takes one, with the checks and the answers of {@code POST /api/v1/applications}. When this
   * returns, what the answer says is committed, so the message may go, or is going to be with the
   * caller's transaction, if there is one; handed over again, it gets the same answer.
   *
   * @param letter the message
   * @param traceId under which the log and the answer know it
   * @throws RuntimeException if nothing could be recorded now; the message has to come again
   */
  Answer take(Letter letter, String traceId);

  /**
   * A message with an application.
   *
   * @param method first line of what was signed, such as {@code JMS}
   * @param path second line of what was signed, such as the name of the queue
   * @param properties {@code app_key}, {@code timestamp}, {@code nonce}, {@code sign}, optionally
   *     {@code request_id}
   * @param body the form, JSON in UTF-8
   */
  record Letter(String method, String path, Map<String, String> properties, byte[] body) {}

  /**
   * What is answered.
   *
   * @param status as over HTTP: 202, 400, 401, 409, 413 or 422
   * @param body JSON: what was accepted, or a problem document
   * @param requestId the request this answers; {@code null} if the message does not say
   * @param caseNo the case; {@code null} where none was opened
   */
  record Answer(int status, String body, String requestId, String caseNo) {}
}
