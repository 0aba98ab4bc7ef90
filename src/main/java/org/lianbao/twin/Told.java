package org.lianbao.twin;

/**
 * A message the twin sent by itself, and how the other side took it.
 *
 * @param orderNo the order it is about
 * @param example the message was made of
 * @param body as it was sent
 * @param status the HTTP status of the answer; 0 where nobody answers
 * @param answer the answer's body
 */
public record Told(String orderNo, String example, byte[] body, int status, byte[] answer) {}
