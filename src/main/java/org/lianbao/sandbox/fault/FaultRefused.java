package org.lianbao.sandbox.fault;

/** A fault that cannot be had; the message says why, in Chinese and English. */
public final class FaultRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultRefused(String zh, String en) {
    super(zh + " / " + en);
  }
}
