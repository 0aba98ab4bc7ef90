package org.lianbao.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.Rooms;
import org.lianbao.TestDatabase;
import org.lianbao.retention.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts and acts of long ago. */
class OldRecordsTest {

  private static final HikariDataSource DATABASE = TestDatabase.another("latest");
  private static final Rooms ROOMS = new Rooms(DATABASE);

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);

  @AfterAll
  static void close() {
    ROOMS.close();
    DATABASE.close();
  }

  @Test
  void attemptsGoUnlessTheirCaseIsUnresolved() {
    var done = tried("DELIVERED", "DONE");
    var open = tried("DELIVERED", "OPEN");
    var dead = tried("DEAD", "DONE");
    var held = tried("OWED", "DONE");

    sweep();

    assertThat(attempts(done)).isZero();
    assertThat(attempts(open)).isEqualTo(1);
    assertThat(attempts(dead)).isEqualTo(1);
    assertThat(attempts(held)).isEqualTo(1);

    jdbc.sql("update delivery_order set state = 'DELIVERED' where case_no = ?")
        .param(dead)
        .update();
    sweep();
    assertThat(attempts(dead)).isZero();
  }

  @Test
  void actsGoUnlessTheirPartnerIsHeldOrTheirOrderIsUnresolved() {
    var dead = tried("DEAD", "DONE");
    var done = tried("DELIVERED", "DONE");
    jdbc.sql("insert into delivery_partner (partner, held_since) values ('gas', now())").update();
    var ofHeld = act("gas");
    var ofOther = act("water");
    var ofDead = act(null);
    var ofDone = act(null);
    concerns(ofDead, dead);
    concerns(ofDone, done);

    sweep();

    assertThat(jdbc.sql("select act_id from delivery_act").query(Long.class).list())
        .contains(ofHeld, ofDead)
        .doesNotContain(ofOther, ofDone);
  }

  /** A case of long ago with one attempt. */
  private String tried(String order, String status) {
    var caseNo = ROOMS.open("WATER");
    jdbc.sql("update delivery_order set state = 'DELIVERED' where case_no = ?")
        .param(caseNo)
        .update();
    jdbc.sql("update delivery_order set state = ? where order_no = ?")
        .params(order, caseNo + "-W")
        .update();
    jdbc.sql("update case_file set status = ? where case_no = ?").params(status, caseNo).update();
    jdbc.sql(
            """
            insert into delivery_attempt (order_no, attempt, started_at, ended_at, outcome)
            values (:order, 1, :at, :at, 'RETRY')
            """)
        .param("order", caseNo + "-W")
        .param("at", ROOMS.now().minus(Duration.ofDays(366)).atOffset(ZoneOffset.UTC))
        .update();
    return caseNo;
  }

  private long act(String partner) {
    return new ActTable(jdbc)
        .write(ActTable.release(partner, "王工", ROOMS.now().minus(Duration.ofDays(366)), "好了"));
  }

  private void concerns(long act, String caseNo) {
    new ActTable(jdbc).concern(act, caseNo + "-W", "water", "DEAD");
  }

  private long attempts(String caseNo) {
    return jdbc.sql("select count(*) from delivery_attempt where order_no = ?")
        .param(caseNo + "-W")
        .query(Long.class)
        .single();
  }

  private void sweep() {
    assertThat(ROOMS.bean(Retention.class).sweep("test").rules())
        .allSatisfy(line -> assertThat(line.fault()).isNull());
  }
}
