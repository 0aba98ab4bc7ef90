package org.lianbao.delivery;

import java.time.Instant;
import java.util.List;

/** What an operator may do to deliveries. Every act is written down with who and when. */
public interface Operations {

  /**
   * Holds the orders of a partner until somebody releases it, or until a time; none is lost. What
   * is on its way goes on.
   *
   * @param until {@code null}: until released
   */
  void hold(String partner, Instant until, String by, String why);

  /**
   * Ends an operator's hold; where the hub holds the partner, an order is tried now.
   *
   * @return whether there was a hold to end
   */
  boolean release(String partner, String by, String why);

  /**
   * Sends the chosen orders again, each when its partner takes it: those given up, those that wait
   * for their next try, and those delivered before, which the partner recognises as repeats. What
   * was refused or called off is a fact of its case and stays.
   *
   * @param dry only tells what would be done
   */
  Batch resend(Choice choice, boolean dry, String by, String why);

  /**
   * Calls off the chosen orders that have not reached their partner: they are never sent, their
   * cases are told that they are closed, and their lanes go on. The county's notices cannot be
   * called off, since it must have all of them.
   *
   * @param dry only tells what would be done
   */
  Batch cancel(Choice choice, boolean dry, String by, String why);

  /**
   * Which orders are meant: all that fit everything given; {@code null} and empty fit anything.
   *
   * @param from owed at this time or later
   * @param to owed before this time
   */
  record Choice(
      List<String> orderNos,
      String partner,
      String caseNo,
      String state,
      Failure failure,
      String kind,
      Instant from,
      Instant to) {

    public Choice {
      orderNos = List.copyOf(orderNos);
    }

    /** Whether it names orders, a case or a partner; nothing less is acted upon. */
    public boolean narrow() {
      return !orderNos.isEmpty() || partner != null || caseNo != null;
    }
  }

  /**
   * What was, or would be, done.
   *
   * @param done how many orders it concerned
   * @param left how many it left as they were
   * @param more whether there are more that fit than one act takes
   * @param orders the first of all these
   */
  record Batch(boolean dry, int done, int left, boolean more, List<Line> orders) {}

  /**
   * One order of a batch, as it was before.
   *
   * @param left why it is left as it is, a code: ON_ITS_WAY, DELIVERED, REFUSED, CANCELLED, NOTICE;
   *     {@code null} if it is not
   */
  record Line(
      String orderNo,
      String caseNo,
      String partner,
      String kind,
      String state,
      int attempts,
      Failure failure,
      String reason,
      String left)
      implements Failed {}
}
