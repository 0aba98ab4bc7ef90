package org.lianbao.alerts;

import java.time.Instant;
import java.util.List;

/** What is wrong, for pages, the API and the operator's command. */
public interface Alerts {

  /** How many alerts are open. */
  long open();

  /** What is wrong now, what was, and how telling people of it goes. */
  Board board();

  /**
   * Sends a message that says it is a test through every channel, once, and waits for the answers.
   */
  List<Trial> test();

  /**
   * @param open what is wrong now, the oldest first
   * @param cleared what was over within the last seven days, the latest first, 50 at the most
   * @param channels those that are set up
   */
  record Board(List<Alert> open, List<Alert> cleared, List<Reach> channels) {}

  /**
   * How telling people over one channel goes.
   *
   * @param toldAt when it last took something; {@code null} if it never did
   * @param waitingSince since when something waits to be told; {@code null} if nothing does
   * @param tries how often that was tried in vain
   * @param fault why; holds no secret
   */
  record Reach(String channel, Instant toldAt, Instant waitingSince, int tries, String fault) {}

  /**
   * What came of a test.
   *
   * @param answer what the channel answered, or why it could not be reached; holds no secret
   */
  record Trial(String channel, boolean taken, String answer) {}
}
