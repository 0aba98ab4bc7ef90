package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.routing.tables.TablesInspection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The approval department's exchange tables, with the hub, the routes and psql as they are. */
class ExchangeTablesTest {

  private static final String STEPS = "SPGL_XMSPSXBLXXXXB";
  private static final int WRITERS = 8;
  private static final int ROWS_EACH = 25;
  private static String done;

  private final Town town = Town.open();
  private final ExchangeDesk desk = town.exchangeDesk();
  private final JdbcClient jdbc = town.bean(JdbcClient.class);

  @Test
  void itemsAreWrittenExaminedDecidedAndEveryRowIsAcknowledged() {
    var form = town.application("WATER");
    ((ObjectNode) form.path("applicant")).put("contactName", "㛃䶮𠮷");
    var caseNo = town.apply(form).caseNo();

    var record = town.awaitDone(caseNo);

    assertThat(record.path("orders"))
        .filteredOn(order -> order.path("partner").asText().equals("approval"))
        .hasSize(2)
        .allSatisfy(order -> assertThat(order.path("state").asText()).isEqualTo("FINISHED"));
    assertThat(
            desk.psql(
                "select spsxslbm, blspslbm, lxr, sjsczt from spgl_xmspsxblxxb where spsxslbm like '"
                    + caseNo
                    + "%' order by 1"))
        .isEqualTo("%1$s-SP-01|%1$s-SP|㛃䶮𠮷|3\n%1$s-SP-02|%1$s-SP|㛃䶮𠮷|3".formatted(caseNo));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> steps(caseNo + "-SP-01").equals("1|3\n3|3\n8|3\n11|3"));
  }

  @Test
  void filesGoAsLinksWithTheirDigests() {
    var posted = town.post(town.sandboxUrl("/admin/county/applications"), "").body();
    var caseNo = posted.at("/answer/caseNo").asText();
    town.awaitDone(caseNo);

    assertThat(
            desk.psql(
                "select count(*) from spgl_xmsqcljqtfjxxb where sjsczt = 3 and length(fjzy) = 64"
                    + " and fjlj like 'http%/files/%' and spsxslbm = '"
                    + caseNo
                    + "-SP-01'"))
        .isEqualTo("2");
  }

  @Test
  void theTablesFitTheManifest() {
    var approval = town.bean(Partners.class).find("approval").orElseThrow();

    assertThat(TablesInspection.findings(approval, town.bean(PartnerSettings.class))).isEmpty();
  }

  @Test
  void theProjectIsWrittenOnceForAllItsItems() {
    var form = town.application("WATER");
    ((ObjectNode) form.path("project")).put("gcdm", "GC-ONCE");
    town.awaitDone(town.apply(form).caseNo());

    assertThat(desk.psql("select count(*), min(sjyxbs) from spgl_xmjbxxb where gcdm = 'GC-ONCE'"))
        .isEqualTo("1|1");
  }

  @Test
  void aChangedProjectIsTakenBackAndWrittenAnewNeverUpdated() {
    var form = town.application("WATER");
    ((ObjectNode) form.path("project")).put("gcdm", "GC-CHANGED");
    town.awaitDone(town.apply(form).caseNo());
    var other = town.application("WATER");
    ((ObjectNode) other.path("project")).put("gcdm", "GC-CHANGED").put("name", "更名后的项目");
    town.awaitDone(town.apply(other).caseNo());

    assertThat(
            desk.psql(
                "select sjyxbs, sjwxyy, xmmc, sjsczt from spgl_xmjbxxb where gcdm = 'GC-CHANGED'"
                    + " order by lsh"))
        .isEqualTo(
            """
            1||年产2万吨新材料项目|3
            0|数据更正，以新行为准|年产2万吨新材料项目|3
            1||更名后的项目|3""");
  }

  @Test
  void twoHundredRowsOfEightTransactionsThatCommitOutOfOrderAreEachTakenOnce() throws Exception {
    var orderNo = doneOrder();
    var writers = new ArrayList<Connection>();
    var keys = new ArrayList<List<String>>();
    for (var writer = 0; writer < WRITERS; writer++) {
      var connection = desk.connect();
      connection.setAutoCommit(false);
      writers.add(connection);
      keys.add(new ArrayList<>());
    }
    // Numbers are given out in turn, so that those of all eight lie between each other.
    for (var row = 0; row < ROWS_EACH; row++) {
      for (var writer = 0; writer < WRITERS; writer++) {
        keys.get(writer).add(insert(writers.get(writer), orderNo));
      }
    }
    // Who began last commits first, and only when its rows are read does the next one.
    for (var writer = WRITERS - 1; writer >= 0; writer--) {
      writers.get(writer).commit();
      writers.get(writer).close();
      var own = keys.get(writer);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> recorded(own) == ROWS_EACH);
    }

    var all = keys.stream().flatMap(List::stream).toList();
    assertThat(recorded(all)).isEqualTo(WRITERS * ROWS_EACH);
    assertThat(
            count(
                "select coalesce(sum(repeats), 0) from inbox_event where message_id in"
                    + " (select message_id from inbox_event where "
                    + of(all)
                    + ")"))
        .isZero();
    assertThat(count("select count(*) from exchange_taken where row_key in " + list(all)))
        .isEqualTo(WRITERS * ROWS_EACH);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                desk.psql(
                        "select count(*) from spgl_xmspsxblxxxxb where sjsczt = 3 and dfsjzj in "
                            + list(all))
                    .equals("200"));
  }

  @Test
  void aRowWithAFaultIsAnsweredWithItsReasonAndArchived() {
    var orderNo = doneOrder();
    var key = UUID.randomUUID().toString();

    desk.psql(
        "insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm, spsxslbm, blzt) values ('%s', '410928', '%s', 3)"
            .formatted(key, orderNo));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> state(key).equals("2|BLSJ 办理时间为空 / is empty"));
    assertThat(
            count(
                "select count(*) from inbox_message where partner = 'approval' and reason is not"
                    + " null and convert_from(raw, 'UTF8') like '%"
                    + key
                    + "%'"))
        .isEqualTo(1);
  }

  @Test
  void anUnknownStateWaitsAndIsOnlyTaken() {
    var key = row(doneOrder(), 77);

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> state(key).equals("1|"));
  }

  @Test
  void aRowEditedAfterItWasTakenIsReportedAndNotApplied() {
    var orderNo = doneOrder();
    var key = row(orderNo, 6);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> state(key).equals("3|"));

    desk.psql("update spgl_xmspsxblxxxxb set blzt = 13, blyj = 'x' where dfsjzj = '" + key + "'");

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                count(
                        "select count(*) from inbox_event where state = 'WAITING' and order_no = '"
                            + orderNo
                            + "' and reason like '%"
                            + STEPS
                            + "%BLYJ, BLZT%'")
                    == 1);
    assertThat(count("select count(*) from inbox_event where event_key like '" + key + "%'"))
        .isEqualTo(1);
    assertThat(orderState(orderNo)).isEqualTo("FINISHED");
  }

  @Test
  void ordersWaitWhileATableIsWrongAndGoOnWhenItIsMended() {
    desk.psql("alter table spgl_xmspsxblxxb rename column lxr to contact");
    String caseNo;
    try {
      caseNo = town.apply(town.application("WATER")).caseNo();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  count(
                          "select count(*) from delivery_attempt where order_no = '"
                              + caseNo
                              + "-SP-01' and reason like '%SPGL_XMSPSXBLXXB.LXR%没有这一列%'")
                      > 0);
    } finally {
      desk.psql("alter table spgl_xmspsxblxxb rename column contact to lxr");
    }
    town.awaitDone(caseNo);
  }

  /** One order of a case that is done, shared by the tests that only need any. */
  private String doneOrder() {
    if (done == null) {
      var caseNo = town.apply(town.application("WATER")).caseNo();
      town.awaitDone(caseNo);
      done = caseNo + "-SP-01";
    }
    return done;
  }

  private String orderState(String orderNo) {
    var record = town.record(orderNo.substring(0, orderNo.indexOf("-SP")));
    return StreamSupport.stream(record.path("orders").spliterator(), false)
        .filter(order -> order.path("orderNo").asText().equals(orderNo))
        .map(order -> order.path("state").asText())
        .findFirst()
        .orElse("none");
  }

  private String row(String orderNo, int state) {
    var key = UUID.randomUUID().toString();
    desk.psql(
        """
        insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm, spsxslbm, blzt, blsj)
        values ('%s', '410928', '%s', %d, now() at time zone 'Asia/Shanghai')
        """
            .formatted(key, orderNo, state));
    return key;
  }

  private static String insert(Connection connection, String orderNo) throws SQLException {
    var key = UUID.randomUUID().toString();
    try (var statement =
        connection.prepareStatement(
            """
            insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm, spsxslbm, blzt, blsj)
            values (?, '410928', ?, 6, now() at time zone 'Asia/Shanghai')
            """)) {
      statement.setString(1, key);
      statement.setString(2, orderNo);
      statement.executeUpdate();
    }
    return key;
  }

  private String steps(String orderNo) {
    return desk.psql(
        "select blzt, sjsczt from spgl_xmspsxblxxxxb where spsxslbm = '"
            + orderNo
            + "' order by lsh");
  }

  private String state(String key) {
    return desk.psql("select sjsczt, sbyy from spgl_xmspsxblxxxxb where dfsjzj = '" + key + "'");
  }

  private long recorded(List<String> keys) {
    return count("select count(*) from inbox_event where state = 'RECORDED' and " + of(keys));
  }

  private static String of(List<String> keys) {
    return "event_key in " + list(keys.stream().map(key -> key + "/CORRECTION_REQUESTED").toList());
  }

  private static String list(List<String> keys) {
    return "('" + String.join("', '", keys) + "')";
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
