package org.lianbao.sandbox.desk;

import java.util.Set;

/** The scripts of all partners. */
@FunctionalInterface
public interface Scripts {

  /** Everybody does what is usual. */
  Scripts USUAL = (partner, codes) -> Script.USUAL;

  /**
   * The script of one partner.
   *
   * @param codes the steps it can take
   * @throws IllegalArgumentException if its script has a step it cannot take
   */
  Script of(String partner, Set<String> codes);
}
