package org.lianbao.partners;

/** The partners, for whoever changes their folders while the hub runs. */
public interface CurrentPartners extends Partners {

  /**
   * Reads the folders again; from then on all answers are of what they say now. What they said
   * before stays in force if they cannot be read.
   *
   * @throws RuntimeException naming the file that cannot be used
   */
  void readAgain();
}
