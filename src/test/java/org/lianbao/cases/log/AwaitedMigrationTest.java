package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.lianbao.TestDatabase;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

class AwaitedMigrationTest {

  private static final String BEFORE =
      """
      {"caseNo":"BZ1","upstreamApplyNo":"GG1","applyType":"FORMAL","externalLine":false,"revision":1,
       "openedAt":"2026-11-09T02:12:30Z","services":["WATER","POWER"],"calls":[],"heard":["a"],
       "orders":{
         "BZ1-W":{"orderNo":"BZ1-W","partner":"water","role":"utility:WATER","kind":"connect",
           "milestones":{
             "ORDER_ACCEPTED":{"occurredAt":"2026-11-10T00:00:00Z","implied":true,"attributes":{}},
             "SURVEY_COMPLETED":{"occurredAt":"2026-11-10T00:00:00Z","implied":false,"attributes":{}}}},
         "BZ1-E":{"orderNo":"BZ1-E","partner":"power","role":"utility:POWER","kind":"connect",
           "milestones":{}}}}
      """;

  @Test
  void aFileKeptBeforeKeepsWhatWasReportedAndKnowsTheSame() {
    flyway().target("4").load().migrate();
    var jdbc = JdbcClient.create(TestDatabase.dataSource());
    jdbc.sql(
            """
            insert into before_awaited.case_file
            values ('BZ1', 'GG1', 1, ?::jsonb, 1, 'INTAKE', 'OPEN', 'A', null, '{WATER,POWER}', '',
                    now(), now())
            """)
        .param(BEFORE)
        .update();
    jdbc.sql(
            """
            insert into before_awaited.case_order
            values ('BZ1-W', 'BZ1', 'water', 'utility:WATER', 'connect', null, 'ACCEPTED', now(), now()),
                   ('BZ1-E', 'BZ1', 'power', 'utility:POWER', 'connect', null, 'OWED', now(), now())
            """)
        .update();

    flyway().target("5").load().migrate();

    var stored = jdbc.sql("select file from before_awaited.case_file").query(String.class).single();
    var file = Json.read(stored, CaseFile.class);
    var water = file.order("BZ1-W").orElseThrow();
    assertThat(water.reported()).containsOnlyKeys(EventType.SURVEY_COMPLETED);
    assertThat(water.milestone(EventType.ORDER_ACCEPTED).orElseThrow().implied()).isTrue();
    assertThat(file.order("BZ1-E").orElseThrow().milestones()).isEmpty();
    assertThat(
            jdbc.sql("select order_no from before_awaited.case_order where awaited")
                .query(String.class)
                .list())
        .containsExactly("BZ1-W");
  }

  private static FluentConfiguration flyway() {
    return Flyway.configure().dataSource(TestDatabase.dataSource()).schemas("before_awaited");
  }
}
