package org.lianbao.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lianbao.partners.RetryPolicy;

/**
 * How a partner does, as the ledger knows it. Three different orders that fail by the partner's
 * fault, with none answered between, hold it: from then on one canary at a time is tried, and the
 * first answer frees it again. One order that fails alone is tried again by the policy and holds
 * nobody up.
 *
 * @param trouble its failures since it last answered; {@code null} if there are none
 * @param hold {@code null} unless the hub holds it
 * @param pause {@code null} unless an operator holds it
 * @param releasedAt when a hold or a pause last ended; the time before does not count against an
 *     order
 * @param freeAt up to when its rate is used up; {@code null} if it never was
 */
record Health(
    String partner, Trouble trouble, Hold hold, Pause pause, Instant releasedAt, Instant freeAt) {

  private static final int ENOUGH = 3;

  /** Of a partner of whom nothing is known. */
  static Health good(String partner) {
    return new Health(partner, null, null, null, null, null);
  }

  /**
   * @param orders the different orders that failed, three at the most
   * @param failure the last one
   * @param at when that was
   */
  record Trouble(List<String> orders, Failure failure, String code, String reason, Instant at) {}

  /**
   * @param trials how often it was tried in vain since
   * @param canary the order that went last to see whether it answers; {@code null} if its attempt
   *     is settled. It is on its way for as long as the order is
   * @param tryAt when the next canary may go, if none is on its way
   */
  record Hold(Instant since, int trials, String canary, Instant tryAt) {}

  /**
   * @param until when it ends by itself; {@code null} if it does not
   */
  record Pause(Instant since, Instant until, String by, String why) {

    boolean over(Instant now) {
      return until != null && !until.isAfter(now);
    }
  }

  /** The partner failed with this order; {@code random} is from 0 to 1. */
  Health failed(String orderNo, Outcome outcome, Instant now, RetryPolicy policy, double random) {
    var orders = new ArrayList<>(trouble == null ? List.of() : trouble.orders());
    if (!orders.contains(orderNo) && orders.size() < ENOUGH) {
      orders.add(orderNo);
    }
    var worse = new Trouble(orders, outcome.failure(), outcome.code(), outcome.reason(), now);
    var held = hold;
    if (hold != null && orderNo.equals(hold.canary())) {
      var trials = hold.trials() + 1;
      held = new Hold(hold.since(), trials, null, next(trials, outcome, now, policy, random));
    } else if (hold == null && (orders.size() == ENOUGH || asksAllToWait(outcome))) {
      held = new Hold(now, 1, null, next(1, outcome, now, policy, random));
    }
    return new Health(partner, worse, held, pause, releasedAt, freeAt);
  }

  private static boolean asksAllToWait(Outcome outcome) {
    return outcome.failure() == Failure.THROTTLED && outcome.retryAfter() != null;
  }

  private static Instant next(
      int trials, Outcome outcome, Instant now, RetryPolicy policy, double random) {
    return now.plus(wait(policy.delay(trials, random), outcome.retryAfter()));
  }

  /** The longer of the policy's wait and the one that was asked for. */
  static Duration wait(Duration policy, Duration asked) {
    return asked != null && asked.compareTo(policy) > 0 ? asked : policy;
  }

  /** The partner took or refused an order: it works. */
  Health answered(Instant now) {
    return new Health(partner, null, null, pause, hold == null ? releasedAt : now, freeAt);
  }

  /** The attempt with this order ended without telling anything of the partner. */
  Health toldNothing(String orderNo, Instant tryAt) {
    return hold == null || !orderNo.equals(hold.canary())
        ? this
        : with(new Hold(hold.since(), hold.trials(), null, tryAt));
  }

  /** Sends this order to see whether the partner answers; the next goes then at the earliest. */
  Health tryWith(String orderNo, Instant tryAt) {
    return with(new Hold(hold.since(), hold.trials(), orderNo, tryAt));
  }

  /** A person wants it tried now. */
  Health tryNow(Instant now) {
    return hold == null ? this : with(new Hold(hold.since(), hold.trials(), hold.canary(), now));
  }

  private Health with(Hold other) {
    return new Health(partner, trouble, other, pause, releasedAt, freeAt);
  }

  Health paused(Pause other) {
    return new Health(partner, trouble, hold, other, releasedAt, freeAt);
  }

  Health resumed(Instant now) {
    return new Health(partner, trouble, hold, null, now, freeAt);
  }

  Health usedUpTo(Instant at) {
    return new Health(partner, trouble, hold, pause, releasedAt, at);
  }
}
