package org.lianbao.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads how partners get on with orders, by the hub's own clock: of which of them nothing is heard,
 * and how long the steps of others took. Every question is one read along an index, however many
 * orders are open.
 */
public interface OrderProgress {

  /** A state in which an order waits for its partner's next word. */
  enum Step {
    /** It has arrived, and there is no receipt (已送达). */
    SENT,
    /** It was received, and is not accepted (已接件). */
    RECEIPTED,
    /** It is accepted, and not finished (已受理). */
    ACCEPTED
  }

  /** The orders of one kind at one partner in one step. */
  record Group(String partner, String kind, Step step) {}

  /** Which of a group: those of which nothing was heard since before that time. */
  record Question(Group group, Instant before) {}

  /**
   * The orders a question found.
   *
   * @param orderNo of these the one not heard of for longest
   * @param caseNo its case
   * @param heardAt when something was last heard of it
   * @param orders how many they are; {@link #MOST} stands for so many and more
   */
  record Quiet(Group group, String orderNo, String caseNo, Instant heardAt, int orders) {}

  /** Nobody counts farther. */
  int MOST = 1_000;

  /**
   * Of each group the orders whose next word is the partner's and of which nothing was heard since
   * before its time; groups with none are left out.
   */
  List<Quiet> quiet(List<Question> questions);

  /**
   * When each of the partners last gave a receipt, a report or a refusal of any order; those who
   * never did are left out.
   *
   * @param kinds the kinds of orders to look at, by partner
   */
  Map<String, Instant> heard(Map<String, List<String>> kinds);

  /**
   * Since when each partner has been owing a word on some order; those who owe none are left out.
   *
   * @param kinds the kinds of orders to look at, by partner
   */
  Map<String, Instant> owing(Map<String, List<String>> kinds);

  /** An order of a case whose next word is its partner's. */
  record Open(String orderNo, Group group, Instant heardAt) {}

  /** Those of one case; none if there is no such case. */
  List<Open> of(String caseNo);

  /** A step an order has passed. */
  record Passed(Group group, Instant from, Instant to) {}

  /**
   * The steps passed by the latest orders of these kinds at these partners, the latest of each
   * group first.
   *
   * @param latest how many of each group at most
   */
  List<Passed> passed(Map<String, List<String>> kinds, int latest);
}
