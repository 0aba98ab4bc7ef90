package org.lianbao.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An alert as it is kept.
 *
 * @param watch who tells it
 * @param openedNo the number of its opening among all that happened to alerts
 * @param clearedNo that of its clearing; 0 while it is open
 */
record KeptAlert(
    long id,
    Cause cause,
    String watch,
    Instant since,
    Instant openedAt,
    Instant seenAt,
    Instant clearedAt,
    long count,
    List<String> about,
    Map<String, String> facts,
    long openedNo,
    long clearedNo) {

  /**
   * What groups troubles.
   *
   * @param partner empty where it is about the hub itself
   */
  record Cause(String kind, String partner) {

    static Cause of(Trouble trouble) {
      return new Cause(trouble.kind(), trouble.partner().orElse(""));
    }
  }
}
