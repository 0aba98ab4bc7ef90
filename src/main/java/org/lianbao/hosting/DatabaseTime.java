package org.lianbao.hosting;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.lianbao.shared.Repeating;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time as the database has it: asked every second, and counted on by the machine's timer in
 * between and while the database is away. What the machine's clock says does not matter.
 */
final class DatabaseTime implements InstantSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);

  /** An answer that took longer tells too little of when it was true. */
  private static final long SLOW = Duration.ofMillis(250).toNanos();

  private final DataSource database;
  private final Repeating asking;
  private volatile Said said;

  DatabaseTime(DataSource database) {
    this.database = database;
    this.asking = new Repeating("database-time", ASK_EVERY, this::askAgain);
  }

  /**
   * @param at what the database said
   * @param nanos what the timer showed then
   */
  private record Said(Instant at, long nanos) {}

  @Override
  public Instant instant() {
    var last = said;
    if (last == null) {
      try {
        last = ask();
      } catch (SQLException e) {
        throw new IllegalStateException("the database does not tell the time", e);
      }
    }
    return last.at().plusNanos(System.nanoTime() - last.nanos());
  }

  private void askAgain() {
    try {
      ask();
    } catch (SQLException e) {
      LOG.debug("the database does not tell the time: {}", e.getSQLState());
    }
  }

  private Said ask() throws SQLException {
    try (var connection = database.getConnection();
        var question = connection.createStatement()) {
      var before = System.nanoTime();
      try (var answer = question.executeQuery("select clock_timestamp()")) {
        answer.next();
        var took = System.nanoTime() - before;
        var at = answer.getObject(1, OffsetDateTime.class).toInstant();
        if (said == null || took < SLOW) {
          said = new Said(at.truncatedTo(ChronoUnit.MICROS), before + took / 2);
        }
        return said;
      }
    }
  }

  @Override
  public void close() {
    asking.close();
  }
}
