package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.application;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseReader.ChangeView;
import org.lianbao.cases.CaseReader.RevisionView;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.OwedOrder;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.shared.Json;

/** Amendments, withdrawals and answers to corrections, as they are kept and read back. */
class ChangedApplicationsTest {

  private static final LogFixture HUB = new LogFixture();

  private final String upstream = UUID.randomUUID().toString();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void anAmendmentIsARevisionWithItsChangesMasked() {
    var caseNo = open(formal(upstream, "YES", "WATER", "POWER"));
    var changed = formal(upstream, "YES", "WATER", "POWER");
    applicant(changed).put("contactName", "欧阳娜娜").put("contactMobile", "13900139000");

    assertThat(amend(caseNo, changed)).isEqualTo(2);

    assertThat(HUB.reader.revisions(caseNo))
        .extracting(RevisionView::revision, RevisionView::applyType)
        .containsExactly(tuple(1, "FORMAL"), tuple(2, "FORMAL"));
    assertThat(HUB.reader.revisions(caseNo).get(1).changes())
        .extracting(
            ChangeView::pointer,
            ChangeView::label,
            it -> it.before().asText(),
            it -> it.after().asText())
        .containsExactlyInAnyOrder(
            tuple("/applicant/contactName", "联系人", "李*", "欧***"),
            tuple("/applicant/contactMobile", "联系人手机", "138****8000", "139****9000"));
    var view = HUB.reader.view(caseNo).orElseThrow();
    assertThat(view.revision()).isEqualTo(2);
    assertThat(view.application().at("/applicant/contactName").asText()).isEqualTo("欧***");
    var event = HUB.reader.events(caseNo, 1, 1).get(0);
    assertThat(event.code()).isEqualTo("APPLICATION_AMENDED");
    assertThat(event.source()).isEqualTo("county");
    assertThat(event.attributes().toString()).contains("contactName").doesNotContain("欧阳");
    assertThat(HUB.cases.knownAs(upstream).orElseThrow().meaning()).isEqualTo(changed.meaning());
    foldsAndAgrees(caseNo);
  }

  @Test
  void aPartnerIsToldWhatChangedInWhatItSees() {
    var caseNo = open(formal(upstream, "YES", "WATER", "POWER"));
    var changed = formal(upstream, "YES", "WATER", "POWER");
    applicant(changed).put("contactName", "王五");
    ((ObjectNode) changed.document()).withObject("/power").put("capacity", 800);

    amend(caseNo, changed);

    // The power company of these tests takes amendments; the water company has none of its system.
    var amend = only(caseNo, "amend");
    assertThat(amend.orderNo()).isEqualTo(caseNo + "-E-BG2");
    assertThat(amend.revision()).isEqualTo(2);
    assertThat(amend.content().at("/application/applicant/contactName").asText()).isEqualTo("王五");
    assertThat(amend.content().at("/details/orderNo").asText()).isEqualTo(caseNo + "-E");
    assertThat(amend.content().at("/details/changes"))
        .isEqualTo(
            Json.read(
                """
                [{"pointer": "/power/capacity", "label": "申请（运行）容量", "after": 800}]
                """,
                JsonNode.class));
    assertThat(amend.content().path("words").asText())
        .isEqualTo("申请已变更，第 2 版，变更 1 处（申请（运行）容量：未填 → 800）");
    assertThat(HUB.reader.view(caseNo).orElseThrow().calls())
        .extracting(call -> call.orderNo(), call -> call.kind())
        .containsExactly(tuple(caseNo + "-CK-W-BG2", "amend"));
  }

  @Test
  void boxesThatHoldPersonalDataAreToldMaskedAndOnlyToWhoMaySeeThem() {
    var caseNo = open(formal(upstream, "YES", "WATER", "HEAT"));
    var changed = formal(upstream, "YES", "WATER", "HEAT");
    applicant(changed).put("contactMobile", "13912349000");
    applicant(changed).put("contactName", "欧阳小明");

    amend(caseNo, changed);

    var amend = only(caseNo, "amend");
    assertThat(amend.partner()).isEqualTo("heat");
    assertThat(amend.content().at("/details/changes"))
        .isEqualTo(
            Json.read(
                """
                [{"pointer": "/applicant/contactMobile", "label": "联系人手机",
                  "before": "138****8000", "after": "139****9000"}]
                """,
                JsonNode.class));
    assertThat(amend.content().path("words").asText())
        .contains("联系人手机：138****8000 → 139****9000")
        .doesNotContain("欧");
  }

  @Test
  void aFormThatAsksForNothingElseChangesNothing() {
    var caseNo = open(formal(upstream, "YES", "WATER"));
    var same = formal(upstream, "YES", "WATER");
    ((ObjectNode) same.document()).put("requestId", "r-2");

    assertThat(amend(caseNo, same)).isEqualTo(1);
    assertThat(HUB.reader.view(caseNo).orElseThrow().lastSeq()).isEqualTo(1);
  }

  @Test
  void anIntentBecomesTheFormalApplicationOfTheSameCase() {
    var caseNo = open(application("INTENT", upstream, "UNKNOWN", "WATER"));

    amend(caseNo, formal(upstream, "NO", "WATER", "HEAT"));

    assertThat(HUB.reader.events(caseNo, 0, 9))
        .extracting(event -> event.code())
        .containsExactly("INTENT_REGISTERED", "APPLICATION_ACCEPTED");
    assertThat(HUB.owed.of(caseNo).get(1))
        .extracting(OwedOrder::orderNo)
        .contains(caseNo + "-W", caseNo + "-H");
    assertThat(HUB.reader.revisions(caseNo))
        .extracting(RevisionView::applyType)
        .containsExactly("INTENT", "FORMAL");
    assertThat(HUB.reader.view(caseNo).orElseThrow().waitingFor()).hasSize(2);
    foldsAndAgrees(caseNo);
  }

  @Test
  void anIntentGoesToCompaniesWithoutPersonalDataUntilItsOwnerConsents() {
    var intent = application("INTENT", upstream, "UNKNOWN", "WATER");
    applicant(intent).remove("dataShareConsent");
    var caseNo = open(intent);

    var order = only(caseNo, "intent");
    assertThat(order.content().at("/application/applicant/contactName").asText()).isEqualTo("李*");
    assertThat(order.content().toString()).doesNotContain("李四", "13800138000");
  }

  @Test
  void aWithdrawalIsKeptAndTakesBackWhatNobodyWasSent() {
    var caseNo = open(formal(upstream, "YES", "WATER", "POWER"));
    HUB.tell(caseNo, delivered(caseNo + "-W", 1, "SW-1"));

    var withdrawn =
        HUB.inTransaction(
            () ->
                possible(
                    () ->
                        HUB.cases.withdraw(
                            caseNo, new Cases.Withdrawal(List.of(), "李四来电撤回", hour(2), "county"))));

    assertThat(withdrawn).containsExactly("WATER", "POWER");
    assertThat(HUB.owed.cancelledOf(caseNo)).containsExactly(caseNo + "-E");
    var view = HUB.reader.view(caseNo).orElseThrow();
    assertThat(view.status()).isEqualTo("WITHDRAWN");
    assertThat(view.events())
        .extracting(event -> event.code())
        .contains("APPLICATION_WITHDRAWN", "ORDER_CLOSED", "CASE_CLOSED");
    assertThat(view.events())
        .filteredOn(event -> event.code().equals("APPLICATION_WITHDRAWN"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.source()).isEqualTo("county");
              assertThat(event.attributes().path("reason").asText()).isEqualTo("李*来电撤回");
            });
    foldsAndAgrees(caseNo);
  }

  @Test
  void anAnswerToACorrectionNamesTheCountyAndReachesWhoAsked() {
    var caseNo = open(formal(upstream, "YES", "POWER"));
    HUB.tell(caseNo, reported(caseNo + "-E", EventType.CORRECTION_REQUESTED, 1));
    assertThat(HUB.reader.view(caseNo).orElseThrow().waitingFor().get(0)).contains("补正");

    var answered =
        HUB.inTransaction(
            () ->
                possible(
                    () ->
                        HUB.cases.correct(
                            caseNo, new Cases.Correction(List.of(), "原件已核", hour(2), "county"))));

    assertThat(answered).containsExactly(caseNo + "-E");
    var amend = only(caseNo, "amend");
    assertThat(amend.orderNo()).isEqualTo(caseNo + "-E-BZ1");
    assertThat(amend.content().at("/details/remark").asText()).isEqualTo("原件已核");
    assertThat(amend.content().at("/details/changes")).isEmpty();
    assertThat(HUB.reader.view(caseNo).orElseThrow().waitingFor().get(0)).doesNotContain("补正");
    foldsAndAgrees(caseNo);
  }

  @Test
  void whatIsNotPossibleLeavesTheTransactionToItsCaller() {
    var caseNo = open(formal(upstream, "YES", "WATER"));
    HUB.tell(caseNo, reported(caseNo + "-W", EventType.SERVICE_CONNECTED, 1));

    var why =
        HUB.inTransaction(
            () -> {
              try {
                HUB.cases.withdraw(
                    caseNo, new Cases.Withdrawal(List.of("WATER"), "x", hour(2), "county"));
                return "";
              } catch (NotPossible e) {
                return e.code();
              }
            });

    assertThat(why).isEqualTo("CASE_ENDED");
    assertThatThrownBy(
            () -> HUB.inTransaction(() -> possible(() -> HUB.cases.correct("BZ0", null))))
        .hasMessageStartingWith("没有这个办件");
  }

  private static void foldsAndAgrees(String caseNo) {
    var stored =
        HUB.jdbc
            .sql("select file from case_file where case_no = ?")
            .param(caseNo)
            .query((row, n) -> Json.read(row.getString(1), CaseFile.class))
            .single();
    assertThat(stored).isEqualTo(CaseFile.of(HUB.log(caseNo)));
  }

  private static int amend(String caseNo, Application form) {
    return HUB.inTransaction(
        () -> possible(() -> HUB.cases.amend(caseNo, form, none(), hour(2), "county")));
  }

  private static String open(Application form) {
    return HUB.inTransaction(() -> HUB.cases.open(form, none(), OPENED));
  }

  private static OwedOrder only(String caseNo, String kind) {
    var orders =
        HUB.owed.of(caseNo).stream()
            .flatMap(List::stream)
            .filter(order -> order.kind().equals(kind))
            .toList();
    assertThat(orders).hasSize(1);
    return orders.get(0);
  }

  private static ObjectNode applicant(Application form) {
    return (ObjectNode) form.document().path("applicant");
  }

  private static JsonNode none() {
    return Json.mapper().createArrayNode();
  }

  private interface Work<T> {

    T done() throws NotPossible;
  }

  private static <T> T possible(Work<T> work) {
    try {
      return work.done();
    } catch (NotPossible e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
