package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.TestDatabase;
import org.lianbao.callbacks.Polls;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class OneHubTest {

  private static final String ROUTE = "mill.take-answer";

  private static final Rooms ROOMS = new Rooms();

  private final Polls polls = ROOMS.bean(Polls.class);
  private final Sessions sessions = new Sessions(TestDatabase.dataSource());
  private final OneHub one = new OneHub(sessions, polls);
  private final OneHub other = new OneHub(TestDatabase.dataSource(), polls);

  @AfterAll
  static void closeRooms() {
    ROOMS.close();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void letsOneOfTwoHubsPollARoute() {
    assertThat(one.holds(ROUTE)).isTrue();
    assertThat(other.holds(ROUTE)).isFalse();
    assertThat(other.holds("another.route")).isTrue();
    assertThat(one.holds(ROUTE)).isTrue();
  }

  @Test
  void givesThePlaceOfAHubThatStopsToTheOther() {
    one.holds(ROUTE);

    one.close();

    assertThat(other.holds(ROUTE)).isTrue();
    assertThat(one.holds(ROUTE)).isFalse();
  }

  @Test
  void losesThePlaceWithItsSessionToWhoeverAsksFirst() throws Exception {
    one.holds(ROUTE);

    sessions.cutAll();

    // The server has to notice that the session is gone.
    await().atMost(Duration.ofSeconds(20)).until(() -> other.holds(ROUTE));
    assertThat(one.holds(ROUTE)).isFalse();
  }

  /** Remembers what it gave out, as long as the test needs it. */
  private static final class Sessions extends DelegatingDataSource {

    private final List<Connection> given = new ArrayList<>();

    Sessions(DataSource pool) {
      super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
      given.add(super.getConnection());
      return given.get(given.size() - 1);
    }

    void cutAll() throws SQLException {
      for (var session : given) {
        session.abort(Runnable::run);
      }
    }
  }
}
