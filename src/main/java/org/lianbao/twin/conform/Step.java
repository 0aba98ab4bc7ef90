package org.lianbao.twin.conform;

/**
 * One step of the conversation.
 *
 * @param id short and stable, such as {@code order} or {@code fault-down}
 * @param zh what it tries, in Chinese
 * @param en the same in English
 * @param sent what went out, masked
 * @param expected what must come of it
 * @param came what came of it, masked
 * @param verdict PASSED, FAILED or SKIPPED
 * @param millis how long it took
 */
public record Step(
    String id,
    String zh,
    String en,
    String sent,
    String expected,
    String came,
    Verdict verdict,
    long millis) {

  /** What a step comes to; a step that this partner has no use for is skipped. */
  public enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
  }

  public boolean failed() {
    return verdict == Verdict.FAILED;
  }

  public boolean skipped() {
    return verdict == Verdict.SKIPPED;
  }
}
