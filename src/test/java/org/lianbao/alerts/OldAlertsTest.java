package org.lianbao.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class OldAlertsTest {

  private final HikariDataSource database = TestDatabase.another("latest");
  private final JdbcClient jdbc = JdbcClient.create(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anAlertGoesWhenItIsOverAndEverybodyKnows() {
    jdbc.sql(
            """
            insert into alert (kind, partner, watch, since, opened_at, seen_at, cleared_at, troubles,
                               about, facts, cleared_no)
            values ('over', 'water', 'w', '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-02', 1,
                    '{}', '{}', 5),
                   ('not-told', 'water', 'w', '2020-01-01', '2020-01-01', '2020-01-01',
                    '2020-01-02', 1, '{}', '{}', 9),
                   ('open', 'water', 'w', '2020-01-01', '2020-01-01', '2020-01-01', null, 1, '{}',
                    '{}', null)
            """)
        .update();
    jdbc.sql("insert into alert_channel (channel, told_no) values ('mail', 7)").update();
    var rule = AlertsConfiguration.oldAlerts(jdbc);

    assertThat(rule.step(Instant.parse("2021-01-01T00:00:00Z"))).isPresent();

    assertThat(jdbc.sql("select kind from alert").query(String.class).list())
        .containsExactlyInAnyOrder("not-told", "open");
  }
}
