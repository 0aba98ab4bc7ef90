package org.lianbao.sandbox.county;

/** What the county says to a status: its own code, and words. */
record Verdict(String code, String message) {

  static final Verdict KEPT = new Verdict("0", "成功");

  static Verdict unreadable(String message) {
    return new Verdict("1400", message);
  }

  /** Whether an earlier number has to come first. */
  boolean tooEarly() {
    return code.equals("1409");
  }

  boolean kept() {
    return code.equals(KEPT.code);
  }
}
