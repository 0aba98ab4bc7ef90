package org.lianbao.reconciliation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.lianbao.shared.Finding.Words;

/**
 * One thing in which a partner and the hub differ.
 *
 * @param about our number of the order, the county's of the application, or the number the partner
 *     has for something nobody else knows
 * @param caseNo {@code null} where no case is known
 * @param ours what the hub has; {@code null} if nothing
 * @param theirs what the partner says; {@code null} if nothing
 * @param orders the orders the act is for
 * @param since when it was first found
 */
public record Difference(
    String partner,
    LocalDate day,
    String about,
    What what,
    String caseNo,
    String ours,
    String theirs,
    Act act,
    List<String> orders,
    Instant since) {

  /** How they differ. */
  public enum What {
    /** The hub delivered it, the partner does not have it. */
    ORDER_MISSING,
    /** The partner has an order that the hub never sent. */
    ORDER_EXTRA,
    /** One says it has the order, the other that it has not. */
    STATE_DIFFERS,
    /** The partner's own number is another. */
    REFERENCE_DIFFERS,
    /** The partner reported something that is not on record. */
    REPORT_MISSING,
    /** The county sent an application that the hub does not know. */
    APPLICATION_MISSING,
    /** The hub has an application that the county does not list. */
    APPLICATION_EXTRA,
    /** The county knows the application under another case. */
    CASE_DIFFERS,
    /** The hub told statuses that the county does not hold. */
    STATUSES_MISSING
  }

  public Difference {
    orders = List.copyOf(orders);
  }

  /** What to do, for people. */
  @JsonProperty
  public Words mend() {
    return act.words();
  }

  /** The command that mends it; {@code null} where it takes a person. */
  @JsonProperty
  public String command() {
    return act.command(partner, orders);
  }
}
