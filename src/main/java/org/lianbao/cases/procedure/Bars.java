package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.Optional;

/** Who is barred from the commitment track; asked only where nothing else speaks against it. */
public interface Bars {

  /** The bar in force against the holder of this unified social credit code at this time. */
  Optional<Bar> against(String holder, Instant at);
}
