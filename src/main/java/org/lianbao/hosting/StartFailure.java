package org.lianbao.hosting;

/**
 * The hub cannot start, for a reason a person can mend. The message says what is wrong; {@link
 * #mend()} says what to do about it. Neither holds a secret.
 */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String mend;

  public StartFailure(String fault, String mend) {
    this(fault, mend, null);
  }

  public StartFailure(String fault, String mend, Throwable cause) {
    super(fault, cause);
    this.mend = mend;
  }

  /** What to do about it. */
  public String mend() {
    return mend;
  }
}
