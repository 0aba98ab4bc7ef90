package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nothing is acknowledged that is not committed: while PostgreSQL refuses every commit of a
 * message, each partner is told to send again, or keeps what it put there; then all is recorded,
 * once.
 */
class CommitFailsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> PARTNERS =
      List.of("power", "urban-management", "housing", "gas", "heat", "traffic-police", "approval");

  private final Town town = Town.open();
  private final Reports reports = new Reports(town);
  private final JdbcClient jdbc = town.bean(JdbcClient.class);

  @AfterEach
  void commitsSucceed() {
    jdbc.sql("drop trigger if exists refuse_commit on inbox_message").update();
  }

  @Test
  void theSenderIsToldToSendAgainAndThenItIsRecordedOnce() throws Exception {
    var caseNo = town.apply(town.application("POWER", "GAS", "HEAT")).caseNo();
    town.awaitDone(caseNo);
    var begun = town.bean(Clock.class).now();
    var soap = reports.soap(caseNo + "-E", 1);
    var rest = Reports.bytes(reports.rest(caseNo + "-CG", 1));
    var sealed = reports.sealed(Json.write(Reports.opinion(caseNo + "-ZJ", "SC-COMMIT")));
    commitsFail();

    var soapAnswer = reports.postSoap(soap);
    var restAnswer = reports.postJson("urban-management", rest);
    var sealedAnswer = reports.postJson("housing", sealed);
    reports.queue((session, i) -> i == 1 ? null : reports.statusMessage(session, caseNo + "-G", 1));
    var files = files(caseNo);
    var row = row(caseNo + "-SP-01");
    Awaitility.await("each partner's message has come to its commit")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(PARTNERS).allMatch(partner -> refused(partner) > 0));

    assertThat(soapAnswer.text()).contains("soapenv:Server").doesNotContain("0000");
    assertThat(restAnswer.text()).contains("系统繁忙").doesNotContain("\"code\":\"1\"");
    assertThat(reports.opened(sealedAnswer).path("code").asText()).isEqualTo("9999");
    assertThat(files).allMatch(Files::exists);
    assertThat(state(row)).isEqualTo("0");
    assertThat(recorded(caseNo, begun)).allSatisfy((partner, count) -> assertThat(count).isZero());

    commitsSucceed();
    assertThat(reports.postSoap(soap).text()).contains("0000");
    assertThat(reports.postJson("urban-management", rest).text()).contains("\"code\":\"1\"");
    var again = reports.postJson("housing", sealed);
    assertThat(reports.opened(again).path("code").asText()).isEqualTo("0");
    Awaitility.await("each is recorded")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(recorded(caseNo, begun))
                    .allSatisfy((partner, count) -> assertThat(count).isPositive()));
    Awaitility.await().atMost(PATIENCE).until(() -> state(row).equals("3"));
    Awaitility.await().atMost(PATIENCE).until(() -> files.stream().noneMatch(Files::exists));
  }

  private List<Path> files(String caseNo) {
    var csv = Reports.CSV_HEADER + Reports.csvLine(caseNo + "-H", 1, "x", "x");
    var opinion = Reports.opinionFile(caseNo + "-JT", Reports.time(1, "yyyyMMdd HHmmss"), "x");
    return List.of(
        reports.csvFile("RLBZ_ZT_20261122_080000_77", csv.getBytes(Reports.GB18030)),
        reports.ferried("JTSG_HF_" + caseNo + "-JT.xml", opinion, Digest.sm3(opinion)));
  }

  private String row(String orderNo) throws SQLException {
    try (var desk = town.exchangeDesk().connect()) {
      return Reports.row(desk, orderNo, 1);
    }
  }

  private String state(String row) {
    return town.exchangeDesk()
        .psql("select sjsczt from spgl_xmspsxblxxxxb where dfsjzj = '" + row + "'");
  }

  /** How many reports of this test are recorded, by order. */
  private Map<String, Long> recorded(String caseNo, Instant begun) {
    var orders =
        Map.of(
            "power", "-E",
            "urban-management", "-CG",
            "housing", "-ZJ",
            "gas", "-G",
            "heat", "-H",
            "traffic-police", "-JT",
            "approval", "-SP-01");
    var recorded = new java.util.TreeMap<String, Long>();
    orders.forEach(
        (partner, ending) ->
            recorded.put(partner, reports.recorded(partner, caseNo + ending, begun)));
    return recorded;
  }

  /** A sequence keeps counting though its transaction is rolled back. */
  private long refused(String partner) {
    return jdbc.sql(
            "select case when is_called then last_value else 0 end from " + counter(partner))
        .query(Long.class)
        .single();
  }

  private static String counter(String partner) {
    return "refused_commits_" + partner.replace('-', '_');
  }

  private void commitsFail() {
    for (var partner : PARTNERS) {
      jdbc.sql("drop sequence if exists " + counter(partner)).update();
      jdbc.sql("create sequence " + counter(partner)).update();
    }
    jdbc.sql(
            """
            create or replace function refuse_commit() returns trigger language plpgsql as $$
            begin
              if new.partner in ('%s') then
                perform nextval('refused_commits_' || replace(new.partner, '-', '_'));
                raise exception 'this commit is refused by a test';
              end if;
              return null;
            end $$
            """
                .formatted(String.join("', '", PARTNERS)))
        .update();
    jdbc.sql(
            """
            create constraint trigger refuse_commit after insert on inbox_message
            deferrable initially deferred for each row execute function refuse_commit()
            """)
        .update();
  }
}
