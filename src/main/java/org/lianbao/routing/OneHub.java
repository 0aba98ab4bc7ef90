package org.lianbao.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.RouteAware;
import org.apache.camel.component.file.GenericFileConsumer;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.spi.RouteIdAware;
import org.lianbao.callbacks.Polls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Of the hubs that share a database one polls: {@code pollStrategy: "#oneHub"}. Each route is held
 * by a lock that its hub's session with the database has; it ends with the session, so the place of
 * a hub that dies is free at once. Should two poll after all, for the moment in which a session is
 * lost and not yet missed, one of them takes in vain: what is recorded is known.
 */
@Component("oneHub")
class OneHub extends RemoteFilePollingConsumerPollStrategy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OneHub.class);
  private static final int SECONDS_TO_ANSWER = 5;

  private final DataSource database;
  private final Polls polls;
  private final Map<String, Boolean> held = new HashMap<>();
  private Connection session;

  OneHub(DataSource database, Polls polls) {
    this.database = database;
    this.polls = polls;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    var holds = holds(routeId(consumer));
    if (holds && consumer instanceof RouteAware of && of.getRoute() != null) {
      polls.begun(routeId(consumer), of.getRoute().getGroup());
    }
    return holds;
  }

  /** Files could be looked for; what only keeps time has asked nobody yet. */
  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polled) {
    super.commit(consumer, endpoint, polled);
    if (consumer instanceof GenericFileConsumer<?>) {
      polls.answered(routeId(consumer));
    }
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause)
      throws Exception {
    polls.failed(routeId(consumer));
    return super.rollback(consumer, endpoint, retries, cause);
  }

  private static String routeId(Consumer consumer) {
    return consumer instanceof RouteIdAware route ? route.getRouteId() : "";
  }

  /** Whether this hub is the one that polls for the route; it takes the place if it is free. */
  synchronized boolean holds(String route) {
    try {
      if (session == null || !session.isValid(SECONDS_TO_ANSWER)) {
        drop();
        session = database.getConnection();
      }
      return held.getOrDefault(route, false) || taken(route);
    } catch (SQLException e) {
      LOG.warn("nothing is polled while the database does not answer: {}", e.getSQLState());
      drop();
      return false;
    }
  }

  private boolean taken(String route) throws SQLException {
    try (var ask =
        session.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 1))")) {
      ask.setString(1, "poll " + route);
      try (var answer = ask.executeQuery()) {
        var free = answer.next() && answer.getBoolean(1);
        held.put(route, free);
        return free;
      }
    }
  }

  private void drop() {
    held.clear();
    if (session != null) {
      try {
        // The session must not go back to the pool with its locks.
        session.abort(Runnable::run);
        session.close();
      } catch (SQLException e) {
        LOG.debug("the session was gone already");
      }
      session = null;
    }
  }

  /** Gives every place up. */
  @Override
  public synchronized void close() {
    if (session == null) {
      return;
    }
    try (var free = session.createStatement()) {
      free.execute("select pg_advisory_unlock_all()");
      session.close();
      session = null;
      held.clear();
    } catch (SQLException e) {
      drop();
    }
  }
}
