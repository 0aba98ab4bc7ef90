package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.TestDatabase;
import org.lianbao.cases.CaseReader;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.cases.procedure.CaseEvent;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.retention.Portion;
import org.lianbao.retention.Retention;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Years go by over cases that ended. */
class OldCasesTest {

  private static final HikariDataSource DATABASE = TestDatabase.another("latest");
  private static final Rooms ROOMS = new Rooms(DATABASE);
  private static final Duration KEPT = Duration.ofDays(1095);

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);

  @AfterAll
  static void close() {
    ROOMS.close();
    DATABASE.close();
  }

  @Test
  void aCaseThatEndedLongAgoKeepsItsRecordAndLosesWhatIsPersonal() {
    var caseNo = refused("报装人王小明，电话 13812348000");
    var events = ROOMS.bean(CaseReader.class).events(caseNo, 0, 1000).size();
    ROOMS.pass(KEPT.plusDays(1));
    assertThat(looked()).extracting(Portion::removed).containsExactly(1L);

    sweep();

    assertThat(all(caseNo)).doesNotContain("13812348000", "contactMobile", "legalPerson");
    assertThat(
            jdbc.sql("select document::text from application_revision where case_no = ?")
                .param(caseNo)
                .query(String.class)
                .single())
        .contains("applyType")
        .doesNotContain("applicant", "project");
    var view = ROOMS.view(caseNo);
    assertThat(view.status()).isEqualTo("REFUSED");
    assertThat(view.events()).hasSize(events);
    assertThat(stored(caseNo))
        .usingRecursiveComparison()
        .ignoringFields("heard")
        .isEqualTo(CaseFile.of(log(caseNo)));
    assertThat(looked()).allSatisfy(it -> assertThat(it.removed()).isZero());
  }

  @Test
  void whatIsOpenOrOwedKeepsItsFormHoweverOldItIs() {
    var open = ROOMS.open("WATER");
    var dead = refused("x");
    jdbc.sql("update delivery_order set state = 'DEAD' where order_no = ?")
        .param(dead + "-W")
        .update();
    ROOMS.pass(KEPT.multipliedBy(5));

    assertThat(looked()).extracting(Portion::kept).first().asString().contains("UNDELIVERED");
    sweep();

    assertThat(all(open)).contains("contactMobile");
    assertThat(all(dead)).contains("contactMobile");
  }

  @Test
  void newsOfACaseWhoseFormIsErasedIsStillTakenIn() {
    var caseNo = refused("x");
    ROOMS.pass(KEPT.plusDays(1));
    sweep();

    tell(caseNo, EventType.ORDER_ACCEPTED, "{}");
    tell(caseNo, EventType.SERVICE_CONNECTED, "{}");

    assertThat(ROOMS.view(caseNo).events())
        .extracting(it -> it.code())
        .contains("SERVICE_CONNECTED");
    assertThat(ROOMS.bean(CaseReader.class).revisions(caseNo)).hasSize(1);
  }

  /** A case of one service that was refused, with everything delivered. */
  private String refused(String why) {
    var caseNo = ROOMS.open("WATER");
    tell(caseNo, EventType.ORDER_REFUSED, Json.write(Map.of("reason", why)));
    jdbc.sql("update delivery_order set state = 'DELIVERED' where case_no = ?")
        .param(caseNo)
        .update();
    assertThat(ROOMS.view(caseNo).status()).isEqualTo("REFUSED");
    return caseNo;
  }

  private void tell(String caseNo, EventType type, String attributes) {
    ROOMS.inTransaction(
        () -> {
          ROOMS
              .bean(Cases.class)
              .tell(
                  caseNo,
                  List.of(
                      new Told.Reported(
                          caseNo + "-W",
                          type,
                          ROOMS.now(),
                          caseNo + type,
                          null,
                          Json.read(attributes, ObjectNode.class))));
          return null;
        });
  }

  /** Everything the database holds of a case, as text. */
  private String all(String caseNo) {
    return jdbc.sql(
            """
            select string_agg(t, ' ') from (
              select f::text from case_file f where case_no = :no
              union all select r::text from application_revision r where case_no = :no
              union all select e::text from case_event e where case_no = :no
              union all select o::text from delivery_order o where case_no = :no) x(t)
            """)
        .param("no", caseNo)
        .query(String.class)
        .single();
  }

  private CaseFile stored(String caseNo) {
    return jdbc.sql("select file from case_file where case_no = ?")
        .param(caseNo)
        .query((row, n) -> Json.read(row.getString(1), CaseFile.class))
        .single();
  }

  private List<CaseEvent> log(String caseNo) {
    return jdbc.sql(
            "select type, occurred_at, order_no, body from case_event where case_no = ? order by seq")
        .param(caseNo)
        .query(
            (row, n) ->
                EventJson.read(
                    EventType.ofStored(row.getString(1)),
                    row.getTimestamp(2).toInstant(),
                    row.getString(3),
                    Json.read(row.getString(4), JsonNode.class)))
        .list();
  }

  private List<Portion> looked() {
    return ROOMS.bean(Retention.class).look().rules().stream()
        .filter(line -> line.rule().equals("cases"))
        .flatMap(line -> line.portions().stream())
        .toList();
  }

  private void sweep() {
    assertThat(ROOMS.bean(Retention.class).sweep("test").rules())
        .allSatisfy(line -> assertThat(line.fault()).isNull());
  }
}
