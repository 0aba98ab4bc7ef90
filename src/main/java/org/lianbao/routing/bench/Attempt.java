package org.lianbao.routing.bench;

import java.util.List;

/**
 * What came of sending one order.
 *
 * @param outcome DELIVERED, REFUSED or RETRY
 * @param partnerRef the partner's own number, {@code null} where it gave none
 * @param blame PARTNER, MAPPING or HUB for a retry, else {@code null}
 * @param code the partner's code, HTTP status or the like; may be {@code null}
 * @param reason for people; may be {@code null}
 * @param sent what went out, message by message
 */
public record Attempt(
    String outcome, String partnerRef, String blame, String code, String reason, List<Wire> sent) {

  /**
   * One message on the wire.
   *
   * @param step the id of the step that sent it
   * @param to its address, without accounts
   * @param body as it was sent
   * @param answer the answer's body; empty where there was none
   */
  public record Wire(String step, String to, byte[] body, byte[] answer) {}
}
