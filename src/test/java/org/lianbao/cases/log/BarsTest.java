package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.WorksView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OwedOrder;
import org.lianbao.shared.Json;

/**
 * A revoked permit bars its holder from commitment in every later case, until the bar ends (S52).
 */
class BarsTest {

  private static final LogFixture HUB = new LogFixture();
  private static final AtomicInteger HOLDERS = new AtomicInteger(100);

  private final String holder = "91410928MA0TE5T" + HOLDERS.incrementAndGet();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void theNextApplicationOfTheSameEnterpriseGoesByOrdinaryApproval() {
    var revoked = revoke();

    var next = open(hour(48));

    assertThat(works(next).paths())
        .singleElement()
        .satisfies(
            path -> {
              assertThat(path.path()).isEqualTo("NORMAL");
              assertThat(path.reasons()).singleElement().asString().contains(revoked);
            });
    assertThat(works(next).bundles())
        .singleElement()
        .satisfies(it -> assertThat(it.bundleNo()).isEqualTo(next + "-SP"));
  }

  @Test
  void theBarEndsByItself() {
    revoke();

    assertThat(path(open(OPENED.plusSeconds(3600L * 24 * 366)))).isEqualTo("COMMITMENT");
    assertThat(path(open(hour(1)))).isEqualTo("COMMITMENT");
  }

  @Test
  void repairOfCreditEndsItEarly() {
    var revoked = revoke();
    HUB.tell(
        revoked, reported(plan(revoked), EventType.SUPERVISION_RECORDED, 30, "CREDIT_REPAIRED"));

    assertThat(path(open(hour(29)))).isEqualTo("NORMAL");
    assertThat(path(open(hour(31)))).isEqualTo("COMMITMENT");
    assertThat(works(revoked).bars())
        .singleElement()
        .satisfies(bar -> assertThat(bar.until()).isEqualTo(hour(30)));
  }

  @Test
  void theRecordShowsTheTurnsOfSupervisionAndTheBar() {
    var revoked = revoke();

    var works = works(revoked);

    assertThat(works.supervision())
        .extracting(turn -> turn.service() + " " + turn.outcome() + " " + turn.contradicts())
        .containsExactly(
            "WATER RECTIFY_ORDERED false", "WATER NOT_RECTIFIED false", "WATER REVOKED false");
    assertThat(works.supervision().get(0).deadline()).isEqualTo("2026-11-20");
    assertThat(works.bars())
        .singleElement()
        .satisfies(
            bar -> {
              assertThat(bar.holder()).isEqualTo(holder);
              assertThat(bar.until()).isEqualTo(Instant.parse("2027-11-10T01:12:30Z"));
              assertThat(bar.permitNo()).isEqualTo("CNBA-1");
            });
    assertThat(HUB.owed.of(revoked).stream().flatMap(List::stream))
        .filteredOn(order -> order.kind().equals("credit-record"))
        .singleElement()
        .extracting(OwedOrder::content)
        .satisfies(it -> assertThat(it.at("/credit/uscc").asText()).isEqualTo(holder));
  }

  @Test
  void theRecordSaysInWordsWhoIsWaitedFor() {
    var caseNo = open(OPENED);
    HUB.tell(
        caseNo,
        reported(
            plan(caseNo),
            EventType.SUPERVISION_RECORDED,
            20,
            "RECTIFY_ORDERED",
            "{\"deadline\":\"2026-11-20\"}"));
    assertThat(view(caseNo).waitingFor())
        .contains(
            "等待 供水 按期整改并由 城管(CGJ) 复查（期限 2026-11-20） / waiting for water to rectify, and for urban to"
                + " inspect anew (by 2026-11-20)");

    HUB.tell(caseNo, reported(plan(caseNo), EventType.SUPERVISION_RECORDED, 21, "REVOKED"));
    assertThat(view(caseNo).waitingFor()).anyMatch(it -> it.contains("等待 城管(CGJ) 说明"));
    assertThat(works(caseNo).supervision().get(1).contradicts()).isTrue();

    HUB.tell(caseNo, reported(plan(caseNo), EventType.SUPERVISION_RECORDED, 20, "NOT_RECTIFIED"));
    assertThat(view(caseNo).waitingFor())
        .noneMatch(it -> it.contains("说明"))
        .anyMatch(it -> it.contains("供水 承诺备案已失效，停工"));
  }

  @Test
  void aRoadStillToBeRestoredIsWaitedForAfterTheEnd() {
    var caseNo = open(OPENED);
    HUB.tell(
        caseNo,
        delivered(plan(caseNo), 2, "CG1"),
        reported(plan(caseNo), EventType.ORDER_ACCEPTED, 3),
        reported(caseNo + "-SP-CN-WATER", EventType.COMMITMENT_FILED, 3),
        reported(caseNo + "-W", EventType.SERVICE_CONNECTED, 9, "CONNECTED"));
    assertThat(view(caseNo).status()).isEqualTo("DONE");
    assertThat(view(caseNo).waitingFor())
        .containsExactly("等待 供水施工单位 恢复道路原状 / waiting for the builder of water to restore the road");

    HUB.tell(caseNo, reported(plan(caseNo), EventType.SITE_RESTORED, 12, "PASS"));

    assertThat(view(caseNo).waitingFor()).isEmpty();
  }

  @Test
  void aReportOfAWholeBundleFindsTheCaseByItsItems() {
    revoke();
    var caseNo = open(hour(48));
    var bundle = caseNo + "-SP";

    var found = HUB.cases.orders("approval", List.of(bundle, caseNo + "-XX"));

    assertThat(found).containsOnlyKeys(bundle);
    assertThat(found.get(bundle).caseNo()).isEqualTo(caseNo);
    assertThat(HUB.cases.orders("urban", List.of(bundle))).isEmpty();
    HUB.tell(caseNo, reported(bundle, EventType.APPROVAL_DECIDED, 50, "GRANTED"));
    assertThat(works(caseNo).bundles().get(0).outcome()).isEqualTo("GRANTED");
  }

  @Test
  void theCountyHearsThePathInWords() {
    var caseNo = open(OPENED);

    assertThat(HUB.owed.of(caseNo).stream().flatMap(List::stream))
        .filteredOn(order -> order.content().at("/event/code").asText().equals("PATH_DECIDED"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.content().at("/event/attributes/paths/0/path").asText())
                    .isEqualTo("COMMITMENT"));
  }

  private String revoke() {
    var caseNo = open(OPENED);
    HUB.tell(
        caseNo,
        reported(
            caseNo + "-SP-CN-WATER",
            EventType.COMMITMENT_FILED,
            3,
            null,
            "{\"permitNo\":\"CNBA-1\"}"),
        reported(
            plan(caseNo),
            EventType.SUPERVISION_RECORDED,
            20,
            "RECTIFY_ORDERED",
            "{\"deadline\":\"2026-11-20\"}"),
        reported(plan(caseNo), EventType.SUPERVISION_RECORDED, 22, "NOT_RECTIFIED"),
        reported(plan(caseNo), EventType.SUPERVISION_RECORDED, 23, "REVOKED"));
    return caseNo;
  }

  private static String plan(String caseNo) {
    return caseNo + "-CG-CN-WATER";
  }

  private static String path(String caseNo) {
    return works(caseNo).paths().get(0).path();
  }

  private static WorksView works(String caseNo) {
    return view(caseNo).works();
  }

  private static CaseView view(String caseNo) {
    return HUB.reader.view(caseNo).orElseThrow();
  }

  private String open(Instant receivedAt) {
    var form =
        (ObjectNode) CaseFixture.formal(UUID.randomUUID().toString(), "YES", "WATER").document();
    ((ObjectNode) form.get("applicant")).put("certType", "USCC").put("certNo", holder);
    var external = (ObjectNode) form.get("externalWorks");
    external.put("approvalPath", "COMMITMENT");
    external
        .putArray("items")
        .addObject()
        .put("service", "WATER")
        .put("length", 80)
        .put("roadDug", true);
    var papers = form.putArray("attachments");
    List.of("M12", "M13").forEach(it -> papers.addObject().put("materialCode", it));
    return HUB.inTransaction(
        () -> HUB.cases.open(new Application(form), Json.mapper().createArrayNode(), receivedAt));
  }
}
