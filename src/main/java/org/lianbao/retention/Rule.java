package org.lianbao.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a room removes of its own tables once it is old enough. A room that keeps anything for a
 * time only offers a bean of this type for it. What is unresolved stays, however old it is.
 */
public interface Rule {

  /** How long it is kept: which of the settings applies. */
  enum Keep {
    /** Personal data and files of cases that ended; counted from the last news of the case. */
    CASES,
    /** Raw messages. */
    MESSAGES,
    /** Records of who did what and what was tried. */
    LOGS
  }

  /** Its name, in lower case; one of a kind. */
  String name();

  Keep keep();

  /** Makes room for what is to come; called at every start and every hour, within a transaction. */
  default void prepare(Instant now) {}

  /** What is older than {@code before}: what of it would go, what would stay and why. */
  List<Portion> look(Instant before);

  /**
   * Removes a little of what is older than {@code before}: a month, or so many rows that nobody has
   * to wait for it. Called within a transaction, again and again until it says that nothing went.
   */
  Optional<Portion> step(Instant before);
}
