package org.lianbao.cases;

/**
 * What was asked of a case cannot be: its state forbids it, whoever asks. The message says why and
 * what to do instead, Chinese first; it holds no personal data.
 */
public final class NotPossible extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code a stable name, such as {@code CASE_ENDED}
   */
  public NotPossible(String code, String zh, String en) {
    super(zh + " / " + en, null, false, false);
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** There is no such case. */
  public static NotPossible unknownCase() {
    return new NotPossible("UNKNOWN_CASE", "没有这个办件，请核对办件编号", "no such case; check the case number");
  }
}
