package org.lianbao.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.lianbao.shared.Clock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A data folder of before the months, with what it holds. */
class MonthsMigrationTest {

  private static final String MESSAGE =
      "message_id, received_at, partner, channel, encode(raw, 'hex'), unread, verdict";
  private static final String ATTEMPT = "order_no, attempt, started_at, ended_at, outcome";

  private final HikariDataSource database = TestDatabase.another("18");
  private final JdbcClient jdbc = JdbcClient.create(database);

  @BeforeEach
  void years() {
    run(
        """
        insert into case_file (case_no, upstream_apply_no, revision, file, last_seq, stage, status,
                               applicant, services, search_text, opened_at, changed_at)
        values ('BZ1', 'GG1', 1, '{}', 1, 'SURVEY', 'OPEN', '张*', '{WATER}', '', now(), now());
        insert into delivery_order (order_no, case_no, partner, role, kind, revision, position,
                                    content, state, due_at, owed_at)
        values ('BZ1-W', 'BZ1', 'water', 'utility:WATER', 'CONNECT', 1, 1, '{"a": 1}', 'DELIVERED',
                now(), now());
        insert into delivery_attempt (order_no, attempt, started_at, ended_at, outcome)
        select 'BZ1-W', n, t, t, 'RETRY'
        from generate_series(1, 300) n, lateral (select now() - n * interval '3 days') d(t);
        insert into inbox_message (message_id, partner, channel, received_at, raw, unread, verdict)
        select gen_random_uuid(), 'water', 'callback', now() - n * interval '2 days',
               convert_to('raw ' || n, 'UTF8'), n % 7 = 0, case when n % 5 = 0 then 'VERIFIED' end
        from generate_series(1, 500) n;
        insert into inbox_message (message_id, partner, channel, received_at, raw)
        values (gen_random_uuid(), 'water', 'callback', '2999-05-05', 'from a wrong clock');
        insert into inbox_event (partner, event_key, message_id, order_no, event, occurred_at, state,
                                 body, received_at)
        select partner, 'e' || row_number() over (), message_id, 'BZ1-W', 'SURVEY_COMPLETED',
               received_at, 'RECORDED',
               '{"outcome": "DONE", "attributes": {"handler": "赵六"}}', received_at
        from inbox_message;
        insert into inbox_event (partner, event_key, message_id, order_no, state, body, received_at)
        values ('water', 'waiting', gen_random_uuid(), 'BZ9-W', 'WAITING', '{"unmapped": "x"}', now())
        """);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsEveryMessageAndAttemptAsItWas() {
    var messages = all("inbox_message", MESSAGE);
    var attempts = all("delivery_attempt", ATTEMPT);

    migrate();

    assertThat(all("inbox_message", MESSAGE)).isEqualTo(messages).hasSize(501);
    assertThat(all("delivery_attempt", ATTEMPT)).isEqualTo(attempts).hasSize(300);
    assertThat(count("select count(*) from inbox_message_rest")).isEqualTo(1);
  }

  @Test
  void keepsOfTheInboxWhatIsNeededToKnowARepeatAndAllThatWaits() {
    migrate();

    assertThat(count("select count(*) from inbox_event where body = '{\"outcome\": \"DONE\"}'"))
        .isEqualTo(501);
    assertThat(count("select count(*) from inbox_event where body = '{\"unmapped\": \"x\"}'"))
        .isEqualTo(1);
  }

  @Test
  void keepsTheIndexesInEveryPartitionAndTheKeysSingle() {
    var before = indexes("inbox_message");
    migrate();
    var months = new Months(jdbc, "inbox_message", "received_at");
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(status -> months.make(YearMonth.parse("2031-01")));

    assertThat(before).contains("inbox_message_unread");
    assertThat(indexes("inbox_message")).containsAll(before);
    assertThat(count("select count(*) from pg_indexes where tablename = 'inbox_message_2031_01'"))
        .isEqualTo(indexes("inbox_message").size());
    assertThat(
            count(
                "select count(*) from pg_index where not indisvalid and indrelid = 'inbox_message'::regclass"))
        .isZero();
    assertThatThrownBy(
            () ->
                run(
                    "insert into delivery_attempt (order_no, attempt, started_at, ended_at, outcome)"
                        + " select order_no, attempt, started_at, ended_at, outcome"
                        + " from delivery_attempt limit 1"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void whatWasThereBeforeGoesRowByRowAndThenWhole() {
    migrate();
    var rule =
        new MonthRule(
            jdbc,
            "messages",
            Rule.Keep.MESSAGES,
            "inbox_message",
            "received_at",
            "case when m.unread then 'UNREAD' end");
    var unread = count("select count(*) from inbox_message where unread");
    var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    var now = Clock.system().now();

    var before = now.minus(Duration.ofDays(365));
    transaction.executeWithoutResult(
        status -> assertThat(rule.step(before)).isPresent().get().extracting("kept").isNotNull());
    assertThat(transaction.<Object>execute(status -> rule.step(before)))
        .isEqualTo(Optional.empty());
    assertThat(count("select count(*) from inbox_message where unread")).isEqualTo(unread);
    assertThat(
            count(
                "select count(*) from inbox_message where not unread and received_at < now() - interval '365 days'"))
        .isZero();

    transaction.executeWithoutResult(status -> rule.step(now.plus(Duration.ofDays(40))));
    assertThat(new Months(jdbc, "inbox_message", "received_at").all()).isEmpty();
    assertThat(count("select count(*) from inbox_message_rest")).isEqualTo(unread + 1);
  }

  @Test
  void leavesAnEmptyHubWithTheRestAlone() {
    try (var fresh = TestDatabase.another("18")) {
      Flyway.configure().dataSource(fresh).load().migrate();
      var empty = JdbcClient.create(fresh);
      assertThat(new Months(empty, "inbox_message", "received_at").all()).isEmpty();
      empty
          .sql(
              """
              insert into inbox_message (message_id, partner, channel, received_at, raw)
              values (gen_random_uuid(), 'water', 'callback', '1999-01-01', 'x')
              """)
          .update();
    }
  }

  private void migrate() {
    Flyway.configure().dataSource(database).load().migrate();
  }

  private List<Map<String, Object>> all(String table, String columns) {
    return jdbc.sql("select %s from %s order by 1, 2".formatted(columns, table))
        .query()
        .listOfRows();
  }

  private List<String> indexes(String table) {
    return jdbc.sql("select indexname from pg_indexes where tablename = ?")
        .param(table)
        .query(String.class)
        .list();
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private void run(String sql) {
    jdbc.sql(sql).update();
  }
}
