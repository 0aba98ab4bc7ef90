package org.lianbao.sandbox.web;

import java.nio.charset.StandardCharsets;
import org.lianbao.shared.Json;

/** An answer: status, content type with charset, body. */
public record Reply(int status, String contentType, byte[] bytes) {

  /** The value as JSON in UTF-8. */
  public static Reply json(int status, Object value) {
    return text(status, "application/json; charset=UTF-8", Json.write(value));
  }

  /** The text as XML in UTF-8. */
  public static Reply xml(int status, String text) {
    return text(status, "text/xml; charset=UTF-8", text);
  }

  private static Reply text(int status, String contentType, String text) {
    return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }
}
