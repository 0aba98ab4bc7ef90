package org.lianbao.sandbox.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What somebody does once the county holds a status.
 *
 * @param when the status
 * @param amend the county posts the form changed by this merge patch
 * @param withdraw the county posts this withdrawal
 * @param correct the county posts this answer to corrections
 * @param window the window records this, by the name of the act; {@code {orderNo}} and {@code
 *     {caseNo}} stand for those of the status
 * @param partners partners go on with these steps
 */
record Act(
    Sighting when,
    JsonNode amend,
    JsonNode withdraw,
    JsonNode correct,
    Map<String, JsonNode> window,
    Map<String, List<String>> partners) {

  Act {
    window = window == null ? Map.of() : window;
    partners = partners == null ? Map.of() : partners;
  }

  /** Whether somebody has to do something; partners go on by themselves. */
  boolean byHand() {
    return amend != null || withdraw != null || correct != null || !window.isEmpty();
  }
}
