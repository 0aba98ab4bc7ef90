package org.lianbao.sandbox.web;

import com.sun.net.httpserver.Headers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request as it came over the wire.
 *
 * @param path the raw path, still percent-encoded
 * @param query the raw query as sent, {@code ""} when there was none
 * @param body the whole body, bounded by {@link WebDoor#MAX_BODY}
 */
public record Request(String method, String path, String query, Headers headers, byte[] body) {

  /** The header's first value, or {@code ""}. */
  public String header(String name) {
    var value = headers.getFirst(name);
    return value == null ? "" : value.strip();
  }

  /** Whether this is a POST. */
  public boolean isPost() {
    return method.equals("POST");
  }

  /**
   * Whether the body is declared as the media type, with UTF-8 or no charset named; a charset is
   * demanded when {@code charsetNeeded}.
   */
  public boolean isUtf8(String mediaType, boolean charsetNeeded) {
    var parts = header("Content-Type").toLowerCase(Locale.ROOT).split(";");
    if (!parts[0].strip().equals(mediaType)) {
      return false;
    }
    var named = false;
    for (int i = 1; i < parts.length; i++) {
      var part = parts[i].strip();
      if (part.startsWith("charset=")) {
        named = true;
        if (!isUtf8(part.substring("charset=".length()).replace("\"", ""))) {
          return false;
        }
      }
    }
    return named || !charsetNeeded;
  }

  private static boolean isUtf8(String name) {
    try {
      return Charset.forName(name).equals(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
