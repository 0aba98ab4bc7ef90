package org.lianbao.sandbox.county;

import java.util.Set;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;

/** A way between county and hub that is not HTTP: applications out, answers and statuses in. */
interface CountyLine extends ApplicationPost, AutoCloseable {

  /** Keeps a status and says what came of it. */
  @FunctionalInterface
  interface Keeper {

    Verdict keep(byte[] status);
  }

  /** What can go wrong on it. */
  Set<FaultKind> faults();

  void suffer(Faults faults);

  void start();

  @Override
  void close();
}
