package org.lianbao.reconciliation;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The one place among all hubs for comparing with a partner; it is free when its hub is gone. */
record Place(Connection session, String name) implements AutoCloseable {

  /** Takes the place, or gives {@code null} if somebody has it. */
  static Place taken(DataSource database, String partner) throws SQLException {
    var session = database.getConnection();
    var name = "reconcile " + partner;
    try {
      if (ask(session, "select pg_try_advisory_lock(hashtextextended(?, 1))", name)) {
        return new Place(session, name);
      }
    } catch (SQLException e) {
      session.close();
      throw e;
    }
    session.close();
    return null;
  }

  private static boolean ask(Connection session, String question, String name) throws SQLException {
    try (var statement = session.prepareStatement(question)) {
      statement.setString(1, name);
      try (var answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (session) {
      ask(session, "select pg_advisory_unlock(hashtextextended(?, 1))", name);
    }
  }
}
