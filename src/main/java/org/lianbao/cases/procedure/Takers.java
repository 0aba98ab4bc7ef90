package org.lianbao.cases.procedure;

import java.util.Optional;

/** Who takes which order. */
public interface Takers {

  /** The partner that plays the role and takes the kind, if any does. */
  Optional<Taker> taking(String role, String kind);

  /**
   * A partner as far as the procedure knows it.
   *
   * @param suffix what its order numbers end with
   */
  record Taker(String partner, String suffix) {}
}
