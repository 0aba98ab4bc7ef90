package org.lianbao.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Application;

/**
 * The door to the case record. Writing methods join the caller's transaction and refuse to work
 * without one; what they decide (events, case file, orders owed) is written in it.
 */
public interface Cases {

  /**
   * Opens a case for an accepted form.
   *
   * @param warnings what the window should know, as written to the record
   * @return the new case number
   */
  String open(Application application, JsonNode warnings, Instant receivedAt);

  /** The case already opened for the county's own number, if any. */
  Optional<Known> knownAs(String upstreamApplyNo);

  /**
   * Locks the case for the rest of the transaction. Whoever writes both to a case and to a delivery
   * lane takes the case first.
   */
  void lock(String caseNo);

  /** Locks the case, decides what the tidings mean and writes it. Repeats change nothing. */
  void tell(String caseNo, List<Told> tidings);

  /**
   * The orders of this partner among the given numbers, by number. Strangers' orders are absent.
   */
  Map<String, OrderOfCase> orders(String partner, Collection<String> orderNos);

  /**
   * Orders this partner has, neither connected nor refused nor closed, the longest not asked for
   * first; for partners we poll. Those given here count as asked for. What was only made ready is
   * among them.
   */
  List<OrderOfCase> unfinished(String partner, int limit);

  /** A case found by the county's number; {@code meaning} is that of its latest revision. */
  record Known(String caseNo, int revision, String meaning) {}

  /** An order as the case knows it. */
  record OrderOfCase(
      String orderNo, String caseNo, String partner, String role, String kind, String partnerRef) {}
}
