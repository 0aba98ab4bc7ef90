package org.lianbao.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One application as it came, whatever brought it.
 *
 * @param queued whether it waited somewhere before it was read, and may be handed over again
 * @param method the first line of what was signed
 * @param fields the names and values beside the body: app key, timestamp, nonce, signature and, if
 *     there is one, request id; by the names of the HTTP headers
 * @param body the bytes exactly as they came, since they are what was signed
 */
record Submission(
    boolean queued,
    String method,
    String path,
    String query,
    Map<String, String> fields,
    byte[] body) {

  static final String APP_KEY = "X-App-Key";
  static final String TIMESTAMP = "X-Timestamp";
  static final String NONCE = "X-Nonce";
  static final String SIGN = "X-Sign";
  static final String REQUEST_ID = "X-Request-Id";

  private static final List<String> FIELDS = List.of(APP_KEY, TIMESTAMP, NONCE, SIGN, REQUEST_ID);

  static Submission of(HttpServletRequest request, byte[] body) {
    var fields = new HashMap<String, String>();
    FIELDS.forEach(name -> fields.put(name, request.getHeader(name)));
    fields.values().removeIf(Objects::isNull);
    return new Submission(
        false,
        request.getMethod(),
        request.getRequestURI(),
        request.getQueryString(),
        fields,
        body);
  }

  /** A message; its properties are called as the headers are, without X, in lower case, with _. */
  static Submission of(String method, String path, Map<String, String> properties, byte[] body) {
    var fields = new HashMap<String, String>();
    FIELDS.forEach(name -> fields.put(name, properties.get(property(name))));
    fields.values().removeIf(Objects::isNull);
    return new Submission(true, method, path, "", fields, body);
  }

  /** The field's value, {@code null} if it has none. */
  String field(String name) {
    return fields.get(name);
  }

  /** What the sender calls the field. */
  String called(String name) {
    return queued ? property(name) : name;
  }

  private static String property(String header) {
    return header.substring("X-".length()).toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
