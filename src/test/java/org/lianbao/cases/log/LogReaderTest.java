package org.lianbao.cases.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.application;
import static org.lianbao.cases.CaseFixture.delivered;
import static org.lianbao.cases.CaseFixture.formal;
import static org.lianbao.cases.CaseFixture.hour;
import static org.lianbao.cases.CaseFixture.reported;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseReader.CallView;
import org.lianbao.cases.CaseReader.CaseSummary;
import org.lianbao.cases.CaseReader.EventView;
import org.lianbao.cases.CaseReader.MilestoneView;
import org.lianbao.cases.CaseReader.Search;
import org.lianbao.cases.CaseReader.StageView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.shared.Json;

class LogReaderTest {

  private static final LogFixture HUB = new LogFixture();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void showsAWholeCaseFromTheFirstOrderToTheLastConnection() {
    var caseNo = open(formal(UUID.randomUUID().toString(), "YES", "WATER", "POWER"));
    HUB.tell(
        caseNo,
        delivered(caseNo + "-W", 1, "SW-1"),
        delivered(caseNo + "-E", 1, null),
        reported(caseNo + "-W", EventType.PLAN_COMPLETED, 5));
    var view = HUB.reader.view(caseNo).orElseThrow();

    assertThat(view.status()).isEqualTo("OPEN");
    assertThat(view.stage()).isEqualTo("INTAKE");
    assertThat(view.stages())
        .extracting(StageView::label, StageView::state)
        .containsExactly(
            tuple("申请受理", "CURRENT"), tuple("审批与施工", "PENDING"), tuple("竣工验收", "PENDING"));
    assertThat(view.waitingFor())
        .containsExactly(
            "等待 供电(GD) 报送 接件（SLA-01 限 2026-11-09 17:12）"
                + " / waiting for power to report: Order received (SLA-01, due 2026-11-09 17:12)",
            "等待 供水(SW) 报送 协议签订 / waiting for water to report: Contract signed",
            "等待 窗口 约定联合踏勘 / waiting for the window to arrange the joint survey");
    var water = view.orders().get(1);
    assertThat(water.state()).isEqualTo("ACCEPTED");
    assertThat(water.partnerRef()).isEqualTo("SW-1");
    assertThat(water.sentAt()).isEqualTo(hour(1));
    assertThat(water.receiptedAt()).isEqualTo(hour(1));
    assertThat(water.acceptedAt()).isEqualTo(hour(5));
    assertThat(water.milestones())
        .contains(
            new MilestoneView("SURVEY_COMPLETED", "踏勘完成", hour(5), null, true),
            new MilestoneView("PLAN_COMPLETED", "方案编制完成", hour(5), null, false));
    assertThat(view.orders().get(0).state()).isEqualTo("SENT");
    assertThat(view.events()).hasSize((int) view.lastSeq());
    assertThat(view.openedAt()).isEqualTo(OPENED);

    HUB.tell(
        caseNo,
        reported(caseNo + "-W", EventType.SERVICE_CONNECTED, 30, "CONNECTED"),
        reported(caseNo + "-E", EventType.SERVICE_CONNECTED, 31, "CONNECTED"));
    var done = HUB.reader.view(caseNo).orElseThrow();
    assertThat(done.status()).isEqualTo("DONE");
    assertThat(done.stages()).extracting(StageView::state).containsOnly("DONE");
    assertThat(done.waitingFor()).isEmpty();
    assertThat(done.events())
        .extracting(EventView::code, EventView::outcome)
        .contains(tuple("CASE_CLOSED", "DONE"));
  }

  @Test
  void eventsAreGapFreeFromWhereTheReaderLeftOff() {
    var caseNo = open(formal(UUID.randomUUID().toString(), "NO", "WATER"));
    HUB.tell(caseNo, reported(caseNo + "-W", EventType.PLAN_COMPLETED, 5));

    assertThat(HUB.reader.events(caseNo, 2, 2)).extracting(EventView::seq).containsExactly(3L, 4L);
    assertThat(HUB.reader.events(caseNo, 99, 10)).isEmpty();
    assertThat(HUB.reader.events(caseNo, -5, Integer.MAX_VALUE)).hasSize(5);
    assertThat(HUB.reader.events("BZ4109282026110999999", 0, 10)).isEmpty();
  }

  @Test
  void aCallByHandIsShownAndWaitedFor() {
    var caseNo = open(formal(UUID.randomUUID().toString(), "NO", "GAS"));
    var view = HUB.reader.view(caseNo).orElseThrow();

    assertThat(view.calls())
        .containsExactly(new CallView(caseNo + "-CK-GAS", "utility:GAS", "connect", null));
    assertThat(view.waitingFor())
        .containsExactly(
            "等待 窗口 人工联系办理 供气 报装接入（无系统接收）"
                + " / waiting for the window to arrange by hand: gas, connection (no system takes it)");
  }

  @Test
  void aCorrectionAskedForIsWaitedForUntilItIsGiven() {
    var caseNo = open(formal(UUID.randomUUID().toString(), "NO", "WATER"));
    var orderNo = caseNo + "-W";
    HUB.tell(
        caseNo,
        delivered(orderNo, 1, "SW-1"),
        reported(orderNo, EventType.CORRECTION_REQUESTED, 2));
    assertThat(words(caseNo)).startsWith("等待 申请人 按 供水(SW) 的告知补正");

    HUB.tell(caseNo, reported(orderNo, EventType.CORRECTION_COMPLETED, 3));
    assertThat(words(caseNo)).startsWith("等待 供水(SW) 报送 业务受理");
  }

  @Test
  void anIntentWaitsForTheFormalApplicationOnceItIsAccepted() {
    var caseNo = open(application("INTENT", UUID.randomUUID().toString(), "NO", "WATER"));
    assertThat(words(caseNo)).startsWith("等待 推送送达 供水(SW)");
    HUB.tell(caseNo, reported(caseNo + "-W-I", EventType.ORDER_ACCEPTED, 3));

    assertThat(words(caseNo)).startsWith("等待 申请人 提交正式申请");
    assertThat(HUB.reader.view(caseNo).orElseThrow().stages())
        .extracting(StageView::state)
        .containsOnly("PENDING");
  }

  @Test
  void personalDataComesOutMaskedWhoeverToldIt() {
    var caseNo = open(formal(UUID.randomUUID().toString(), "NO", "WATER"));
    HUB.tell(
        caseNo,
        reported(
            caseNo + "-W",
            EventType.CONTACT_MADE,
            2,
            null,
            "{\"remark\":\"与李四13800138000当面对接\",\"handler\":\"王小五\"}"),
        new Told.Refused(caseNo + "-W", hour(3), "E07", "李四（13800138000）不在供水范围"));

    assertThat(Json.write(HUB.reader.view(caseNo).orElseThrow()))
        .contains("濮阳县测试新材料有限公司", "李*", "138****8000", "王**", "不在供水范围")
        .doesNotContain("李四", "13800138000", "王小五");
    assertThat(Json.write(HUB.reader.events(caseNo, 0, 100)))
        .contains("李*", "138****8000", "王**", "不在供水范围")
        .doesNotContain("李四", "13800138000", "王小五");
  }

  @Test
  void aServiceNobodyNamedIsCalledByItsCode() {
    var caseNo = open(application("INTENT", UUID.randomUUID().toString(), "NO", "STEAM"));

    assertThat(words(caseNo)).contains("办理 STEAM 意向登记", "STEAM, registration of intent");
  }

  @Test
  void searchFindsByNumberAndNameAndFiltersByStatusAndService() {
    var upstream = "GG-" + UUID.randomUUID();
    var caseNo = open(formal(upstream, "NO", "WATER"));
    var later = open(formal(upstream + "-2", "NO", "HEAT"));

    assertThat(search(upstream.toUpperCase(), null, null)).containsExactly(later, caseNo);
    assertThat(search(caseNo, null, null)).containsExactly(caseNo);
    assertThat(search(upstream, "OPEN", "HEAT")).containsExactly(later);
    assertThat(search(upstream, "DONE", null)).isEmpty();
    assertThat(search("%", null, null)).isEmpty();
    assertThat(HUB.reader.search(new Search(upstream, null, null, null, 1, 1)))
        .extracting(CaseSummary::caseNo)
        .containsExactly(caseNo);
    HUB.tell(caseNo, delivered(caseNo + "-W", 1, null));
    assertThat(search(upstream, null, null)).containsExactly(caseNo, later);
  }

  private static List<String> search(String text, String status, String service) {
    return HUB.reader.search(new Search(text, status, service, null, 0, 100)).stream()
        .map(CaseSummary::caseNo)
        .toList();
  }

  private static String words(String caseNo) {
    return HUB.reader.view(caseNo).orElseThrow().waitingFor().get(0);
  }

  private static String open(Application application) {
    var warnings = Json.mapper().createArrayNode();
    return HUB.inTransaction(() -> HUB.cases.open(application, warnings, OPENED));
  }
}
