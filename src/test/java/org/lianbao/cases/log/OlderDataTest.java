package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A data folder from before a change goes on with it. */
class OlderDataTest {

  @Test
  void ordersFromBeforeLatenciesWereReadKeepTheirTimes() {
    var jdbc = JdbcClient.create(TestDatabase.dataSource());
    jdbc.sql("create schema older").update();
    var older = new SingleConnectionDataSource(TestDatabase.url(), true);
    try {
      JdbcClient.create(older).sql("set search_path to older").update();
      flyway(older, "18").migrate();
      var then = JdbcClient.create(older);
      then.sql(
              """
              insert into case_file (case_no, upstream_apply_no, revision, file, last_seq, stage,
                status, applicant, services, search_text, opened_at, changed_at)
              values ('C1', 'U1', 1, '{"rules": "2022-01-27"}', 1, 'INTAKE', 'OPEN', 'A', '{}', '',
                now(), now()),
                ('C2', 'U2', 1, '{}', 1, 'INTAKE', 'OPEN', 'A', '{}', '', now(), now());
              insert into case_order (order_no, case_no, partner, role, kind, state, changed_at,
                asked_at)
              select 'C1-' || n, 'C1', 'p', 'utility:WATER', 'connect', 'SENT', now(), now()
              from generate_series(1, 4) n;
              insert into delivery_order (order_no, case_no, partner, role, kind, revision, position,
                content, state, due_at, owed_at, settled_at)
              select 'C1-' || n, 'C1', 'p', 'utility:WATER', 'connect', 1, n, '{}', s, now(),
                '2026-01-01T00:00Z', '2026-01-01T00:05Z'
              from unnest(array['DELIVERED', 'DEAD', 'CANCELLED']) with ordinality t(s, n)
              """)
          .update();

      flyway(older, "latest").migrate();

      assertThat(
              then.sql(
                      """
                      select order_no || ' ' || (owed_at is not null) || ' '
                        || (answered_at is not null) || ' ' || (ended_at is not null)
                      from case_order order by order_no
                      """)
                  .query(String.class)
                  .list())
          .containsExactly(
              "C1-1 true true false",
              "C1-2 true false false",
              "C1-3 true false true",
              "C1-4 false false false");
      assertThat(
              then.sql("select coalesce(rules, '-') from case_file order by case_no")
                  .query(String.class)
                  .list())
          .containsExactly("2022-01-27", "-");
    } finally {
      older.destroy();
      jdbc.sql("drop schema older cascade").update();
    }
  }

  private static Flyway flyway(SingleConnectionDataSource older, String target) {
    return Flyway.configure().dataSource(older).schemas("older").target(target).load();
  }
}
