package org.lianbao.sandbox.web;

import java.nio.charset.StandardCharsets;
import org.lianbao.shared.Json;

/** An answer: status, content type with charset, the bytes of the body. */
public record Reply(int status, String contentType, byte[] bytes) {

  /** No answer at all: the connection ends. */
  public static final Reply NONE = new Reply(0, "", new byte[0]);

  /** The text in UTF-8. */
  public Reply(int status, String contentType, String body) {
    this(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The value as JSON. */
  public static Reply json(int status, Object value) {
    return new Reply(status, "application/json; charset=UTF-8", Json.write(value));
  }

  /** The text as XML. */
  public static Reply xml(int status, String text) {
    return new Reply(status, "text/xml; charset=UTF-8", text);
  }
}
