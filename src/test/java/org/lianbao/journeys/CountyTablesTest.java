package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.Partners;
import org.lianbao.routing.tables.TablesInspection;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A county that talks over exchange tables gets what it would get over HTTP. */
class CountyTablesTest {

  private static final String APPLY = "GGXT_BZ_SQ";
  private static final Town TOWN = new Town(Map.of("county.channel", "table"));

  private final ExchangeDesk desk = TOWN.exchangeDesk("ggxt_qzk");

  @AfterEach
  void endEveryFault() {
    TOWN.sandbox("/admin/faults").forEach(fault -> TOWN.end(fault.path("id").asText()));
  }

  @Test
  void anApplicationFromTheTableRunsItsCourseAndEveryNoticeStandsThereOnceInOrder() {
    var answer = TOWN.apply(TOWN.application("WATER", "GAS"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);

    TOWN.awaitDone(answer.caseNo());

    assertTableHoldsAll(answer.caseNo());
    assertThat(TOWN.heldByCounty(answer.caseNo()).path("contiguous").asBoolean()).isTrue();
  }

  @Test
  void theNoticesStayGapFreeThoughTheDatabaseIsAwayAndTheCountyPostsTwice() {
    TOWN.begin("county", "duplicate", "", "30s");
    var answer = TOWN.apply(TOWN.application("WATER"));
    TOWN.begin("county", "down", "", "2s");

    TOWN.awaitDone(answer.caseNo());

    assertTableHoldsAll(answer.caseNo());
  }

  @Test
  void aWrongFormIsToldAllItsFaultsAtOnceInItsRow() {
    var form = TOWN.application("WATER", "GAS");
    ((ObjectNode) form.path("applicant")).put("certNo", "91410928MA0TE5T160");
    ((ObjectNode) form.path("gas")).remove("hourlyMax");

    var answer = TOWN.apply(form);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .contains("/applicant/certNo", "/gas/hourlyMax");
  }

  @Test
  void whatIsWrittenAgainGetsTheSameAnswerHoweverOldAndTheUnsignedIsRefused() {
    var form = TOWN.application("WATER");
    var text = Json.write(form);
    var signed = signed(text);

    var first = awaitAnswer(write(form.path("requestId").asText(), text, signed));
    var again = awaitAnswer(write(form.path("requestId").asText(), text, signed));
    var unsigned = awaitAnswer(write("", text, Map.of()));
    var unreadable = awaitAnswer(write("", "{", signed("{")));

    assertThat(first).startsWith("3|");
    assertThat(again).isEqualTo(first);
    assertThat(unsigned).startsWith("2|");
    assertThat(problem(unsigned).path("status").asInt()).isEqualTo(401);
    assertThat(problem(unreadable).path("code").asText()).isEqualTo("MALFORMED");
    var caseNo = problem(first).path("caseNo").asText();
    TOWN.awaitDone(caseNo);
    assertTableHoldsAll(caseNo);
  }

  @Test
  void aRowThatTakesAnApplicationBackIsRefusedAndOpensNoCase() {
    var text = Json.write(TOWN.application("WATER"));
    var key = write("", text, signed(text), 0);

    assertThat(awaitAnswer(key)).startsWith("2|SJYXBS=0");
  }

  @Test
  void aFormLongerThanAgreedIsRefusedUnreadWithTheReasonInItsRow() {
    var text = "x".repeat(100_001);

    assertThat(awaitAnswer(write("", text, signed(text)))).startsWith("2|SQNR 超过约定的 100000 个字符");
  }

  @Test
  void aNoticeTheCountyDidNotKeepWaitsForAPerson() {
    var form = TOWN.application("WATER");
    spoilFirstNotice(form.path("upstreamApplyNo").asText());

    var caseNo = TOWN.apply(form).caseNo();

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                TOWN.bean(JdbcClient.class)
                        .sql(
                            "select count(*) from inbox_event where order_no = ? and reason like ?")
                        .param(caseNo + "-GG-1")
                        .param("%GGXT_BZ_ZT SJSCZT=2 1401 签名错误%")
                        .query(Long.class)
                        .single()
                    == 1);
  }

  @Test
  void theTablesFitTheManifestAndTheAccountReachesNothingElse() throws SQLException {
    var county = TOWN.bean(Partners.class).find("county").orElseThrow();
    assertThat(TablesInspection.findings(county, TOWN.bean(PartnerSettings.class))).isEmpty();

    var url = TOWN.bean(PartnerSettings.class).get("county", "db-url").orElseThrow();
    var password = TOWN.setting("county", "db-password");
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    url.replace("ggxt_qzk", "xzsp_qzk"), "pyxbz_gg", password))
        .hasMessageContaining("permission denied for database");
    try (var connection =
            DriverManager.getConnection(url + "?currentSchema=ggxt_qzk", "pyxbz_gg", password);
        var statement = connection.createStatement()) {
      for (var sql :
          new String[] {
            "delete from ggxt_bz_sq",
            "update ggxt_bz_sq set sqnr = ''",
            "update ggxt_bz_zt set ztnr = ''",
            "insert into ggxt_bz_sq (dfsjzj) values ('x')"
          }) {
        assertThatThrownBy(() -> statement.execute(sql))
            .hasMessageContaining("permission denied for table");
      }
    }
  }

  @Test
  void badRowsAreEachAnsweredAndStopNoGoodOne() {
    var hostile = new Hostile(20261125);
    var good = new ArrayList<String>();
    var all = new ArrayList<String>();
    for (var i = 0; i < 120; i++) {
      var form = TOWN.application("WATER");
      if (i % 20 == 0) {
        var text = Json.write(form);
        good.add(write(form.path("requestId").asText(), text, signed(text)));
      }
      form.withObject("/applicant").put("contactName", Hostile.PERSON);
      var document = Hostile.JSON_BODIES.get(i % Hostile.JSON_BODIES.size());
      var text =
          Hostile.storable(
              i % 3 == 0
                  ? new String(document, StandardCharsets.UTF_8)
                  : Json.write(hostile.twist(form)));
      var odd = hostile.text();
      // No column of the table is shorter.
      var word = Hostile.storable(odd.substring(0, Math.min(13, odd.length())));
      var forged = Map.of("YYBS", word, "SJC", word, "SJS", word, "QM", word);
      all.add(write(word, text, i % 4 == 3 ? forged : signed(text), i % 10 == 9 ? 0 : 1));
    }
    all.addAll(good);
    Tally.count("county's table", all.size());

    var keys = "('" + String.join("','", all) + "')";
    Awaitility.await("every row is answered")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                desk.psql(
                        "select count(*) from ggxt_bz_sq where coalesce(sjsczt, 0) = 0"
                            + " and dfsjzj in "
                            + keys)
                    .equals("0"));
    assertThat(good).allSatisfy(key -> assertThat(awaitAnswer(key)).startsWith("3|"));
  }

  private void assertTableHoldsAll(String caseNo) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        desk.psql(
                            "select ztnr::json->>'seq', sjyxbs, sjsczt from ggxt_bz_zt"
                                + " where ztnr::json->>'caseNo' = '"
                                + caseNo
                                + "' order by lsh"))
                    .isEqualTo(
                        IntStream.rangeClosed(1, TOWN.record(caseNo).path("lastSeq").asInt())
                            .mapToObj(seq -> seq + "|1|3")
                            .collect(Collectors.joining("\n"))));
  }

  /** Writes a row as the county would; returns its key. */
  private String write(String requestId, String form, Map<String, String> signature) {
    return write(requestId, form, signature, 1);
  }

  private String write(String requestId, String form, Map<String, String> signature, int valid) {
    var key = UUID.randomUUID().toString();
    try (var connection = desk.connect();
        var statement =
            connection.prepareStatement(
                "insert into ggxt_bz_sq (dfsjzj, qqbs, sqnr, yybs, sjc, sjs, qm, sjyxbs)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      var values =
          new String[] {
            key,
            requestId,
            form,
            signature.get("YYBS"),
            signature.get("SJC"),
            signature.get("SJS"),
            signature.get("QM")
          };
      for (var i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.setInt(values.length + 1, valid);
      statement.executeUpdate();
      return key;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String awaitAnswer(String key) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> desk.psql("select sjsczt, hfnr from ggxt_bz_sq where dfsjzj = '" + key + "'"),
            row -> !row.startsWith("0|"));
  }

  /** On its way into the table the first notice of this application loses its signature. */
  private void spoilFirstNotice(String applyNo) {
    desk.psql(
        """
        create function spoil() returns trigger language plpgsql as
          'begin new.qm := ''0000''; return new; end';
        create trigger spoil before insert on ggxt_bz_zt for each row
          when (new.qqbs like '%%-GG-1' and new.ztnr like '%%%s%%') execute function spoil()
        """
            .formatted(applyNo));
  }

  private static JsonNode problem(String row) {
    return Json.read(row.substring(2).getBytes(StandardCharsets.UTF_8));
  }

  /** Signed yesterday. */
  private Map<String, String> signed(String text) {
    var key = TOWN.setting("county", "app-key");
    var nonce = UUID.randomUUID().toString();
    var time = Long.toString(Clock.system().now().minus(Duration.ofDays(1)).toEpochMilli());
    var canonical = String.join("\n", "TABLE", APPLY, "", key, time, nonce, Digest.sm3(text));
    return Map.of(
        "YYBS", key,
        "SJC", time,
        "SJS", nonce,
        "QM", Digest.hmacSm3(TOWN.setting("county", "secret"), canonical));
  }
}
