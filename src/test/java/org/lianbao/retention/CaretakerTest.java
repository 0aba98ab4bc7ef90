package org.lianbao.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.lianbao.shared.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rules that cannot be applied, on a real database. */
class CaretakerTest {

  private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
  private Instant now = Instant.parse("2026-11-25T04:00:00Z");

  /** A rule of which nothing is left to remove, once its table is there. */
  private record Of(JdbcClient jdbc, String table) implements Rule {

    @Override
    public String name() {
      return table;
    }

    @Override
    public Keep keep() {
      return Keep.LOGS;
    }

    @Override
    public List<Portion> look(Instant before) {
      return List.of();
    }

    @Override
    public Optional<Portion> step(Instant before) {
      jdbc.sql("select count(*) from " + table).query(Long.class).single();
      return Optional.empty();
    }
  }

  @Test
  void aRuleThatFailsIsToldSinceItFirstDidUntilItCanBeAppliedAndKeepsNoOtherFromIt() {
    var caretaker =
        new Caretaker(
            List.of(new Of(jdbc, "not_there_yet"), new Of(jdbc, "alert")),
            new RetentionSettings(
                Duration.ofDays(365), Duration.ofDays(365), Duration.ofDays(1095)),
            new Removals(jdbc),
            new TransactionTemplate(new JdbcTransactionManager(TestDatabase.dataSource())),
            new Clock(() -> now));
    var first = now;

    caretaker.sweep("王工");
    now = now.plus(Duration.ofHours(1));
    var report = caretaker.sweep("王工");

    assertThat(report.rules())
        .extracting(Retention.Line::rule, line -> line.fault() == null)
        .containsExactly(tuple("alert", true), tuple("not_there_yet", false));
    assertThat(caretaker.failing()).isEqualTo(Map.of("not_there_yet", first));

    jdbc.sql("create table not_there_yet (n int)").update();
    try {
      caretaker.sweep("王工");
      assertThat(caretaker.failing()).isEmpty();
    } finally {
      jdbc.sql("drop table not_there_yet").update();
    }
  }
}
