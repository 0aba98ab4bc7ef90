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

  /**
   * Replaces the form of a case by a changed one (变更申请); the formal application that follows an
   * intent (意向登记) is one such. What it asks for anew is owed, what it no longer asks for is
   * withdrawn, who has what changed is told, and corrections asked for are completed. A form that
   * asks for nothing else changes nothing.
   *
   * @param warnings what the window should know, as written to the record
   * @param source slug of who sent it
   * @return the number of the case's revision after it
   * @throws NotPossible where the case has ended, a service that is left out is connected, or a
   *     formal application would become an intent
   */
  int amend(
      String caseNo, Application application, JsonNode warnings, Instant receivedAt, String source)
      throws NotPossible;

  /**
   * Withdraws services (撤回): their orders end, and so do those of departments that nothing else
   * needs; whoever has such an order is told. What ended already stays as it is.
   *
   * @return the services that were withdrawn by this
   * @throws NotPossible where the case has ended, or a service is connected or was never asked for
   */
  List<String> withdraw(String caseNo, Withdrawal asked) throws NotPossible;

  /**
   * Answers corrections asked for (一次性告知补正) without a changed form, as when there is nothing to
   * change; whoever asked is told.
   *
   * @return the orders whose correction is answered by this
   * @throws NotPossible where the case has ended, or no correction of such an order is open
   */
  List<String> correct(String caseNo, Correction answer) throws NotPossible;

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

  /**
   * What is to be withdrawn.
   *
   * @param services codes of services; all that are left where empty
   * @param reason why, in the applicant's words
   * @param source slug of who asks
   */
  record Withdrawal(List<String> services, String reason, Instant at, String source) {}

  /**
   * An answer to corrections.
   *
   * @param orderNos the orders it is for; all whose correction is open where empty
   * @param remark what the applicant answers
   * @param source slug of who answers
   */
  record Correction(List<String> orderNos, String remark, Instant at, String source) {}

  /** A case found by the county's number; {@code meaning} is that of its latest revision. */
  record Known(String caseNo, int revision, String meaning) {}

  /** An order as the case knows it. */
  record OrderOfCase(
      String orderNo, String caseNo, String partner, String role, String kind, String partnerRef) {}
}
