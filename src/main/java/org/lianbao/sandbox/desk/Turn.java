package org.lianbao.sandbox.desk;

/**
 * One step in a partner's own code, and how it went.
 *
 * @param result the partner's own code of the result
 */
public record Turn(String step, String result) {

  /** Reads {@code 踏勘=0}, or {@code 踏勘} for a step with the usual result. */
  public static Turn of(String text, String usual) {
    var equals = text.indexOf('=');
    return equals < 0
        ? new Turn(text, usual)
        : new Turn(text.substring(0, equals), text.substring(equals + 1));
  }
}
