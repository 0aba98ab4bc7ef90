package org.lianbao.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database whose clock is an hour ahead of the machine's, and a hub that goes by it. */
class DatabaseTimeTest {

  private static final Duration AHEAD = Duration.ofHours(1);

  private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
  private final Clock machine = Clock.system();
  private HikariDataSource ahead;
  private DatabaseTime time;

  @BeforeEach
  void aDatabaseThatIsAhead() {
    jdbc.sql("create schema ahead").update();
    jdbc.sql(
            """
            create function ahead.clock_timestamp() returns timestamptz language sql as
            $$ select pg_catalog.clock_timestamp() + interval '1 hour' $$
            """)
        .update();
    ahead = new HikariDataSource();
    ahead.setJdbcUrl(TestDatabase.url());
    ahead.setMaximumPoolSize(1);
    ahead.setConnectionInitSql("set search_path = ahead, pg_catalog");
    time = new DatabaseTime(ahead);
  }

  @AfterEach
  void itIsGone() {
    time.close();
    ahead.close();
    jdbc.sql("drop schema ahead cascade").update();
  }

  @Test
  void isTheDatabasesAndNotTheMachines() {
    assertThat(time.instant()).isCloseTo(machine.now().plus(AHEAD), within(5, ChronoUnit.SECONDS));
  }

  @Test
  void goesOnWhileTheDatabaseIsAway() {
    var before = time.instant();
    ahead.close();

    assertThat(time.instant())
        .isAfter(before)
        .isCloseTo(machine.now().plus(AHEAD), within(5, ChronoUnit.SECONDS));
  }
}
