package org.lianbao.twin;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.lianbao.routing.check.Dealings.Door;

/** One way by which a twin is reached and reaches others; one class for each transport. */
interface Line extends AutoCloseable {

  /** The faults of this transport alone: whatever a system behind such a line can do wrong. */
  Set<Fault.Kind> faults();

  /**
   * Begins to take orders, also again after {@link #hangUp}.
   *
   * @throws IOException with a message for people
   */
  void open() throws IOException;

  /** Is not to be reached until {@link #open}. */
  void hangUp();

  /** The settings by which the partner's routes reach this line. */
  Map<String, String> settings();

  /** Where it is, for people. */
  String address();

  /**
   * Sends a message by itself; with the faults that a message can have.
   *
   * @param whole or else only the part that a broken message has
   * @throws IOException if the other side is not to be reached now
   */
  Told tell(Door door, TakenOrder order, Outgoing message, boolean whole) throws IOException;

  @Override
  void close();
}
