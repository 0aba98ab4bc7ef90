package org.lianbao.shared;

import java.util.Comparator;

/**
 * One fault in a file that people write, with its mend. It quotes no secret and no personal data.
 *
 * @param file the file, as the reader of the finding would open it
 * @param line from 1; 1 also where the whole file is meant
 * @param what the fault
 * @param mend what to do about it
 */
public record Finding(String file, int line, Words what, Words mend)
    implements Comparable<Finding> {

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparing(finding -> finding.what().en());

  /** The same words in Chinese and in English. */
  public record Words(String zh, String en) {

    @Override
    public String toString() {
      return zh + " / " + en;
    }
  }

  /** A finding of these words: the fault in Chinese and English, then the mend. */
  public static Finding of(
      String file, int line, String zh, String en, String mendZh, String mendEn) {
    return new Finding(file, Math.max(1, line), new Words(zh, en), new Words(mendZh, mendEn));
  }

  /** The place as editors and terminals open it: {@code file:line}. */
  public String place() {
    return file + ":" + line;
  }

  @Override
  public int compareTo(Finding other) {
    return BY_PLACE.compare(this, other);
  }

  @Override
  public String toString() {
    return place() + ": " + what + " → " + mend;
  }
}
