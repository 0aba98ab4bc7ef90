package org.lianbao.sandbox.keys;

import java.util.List;

/**
 * The settings a simulator cannot work without.
 *
 * @param keyFiles those of them that name files with keys, which must be there as well
 */
public record Needs(String partner, List<String> settings, List<String> keyFiles) {

  /** Settings, none of which names a file. */
  public static Needs of(String partner, String... settings) {
    return new Needs(partner, List.of(settings), List.of());
  }
}
